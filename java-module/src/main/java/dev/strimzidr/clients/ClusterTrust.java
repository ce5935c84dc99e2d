package dev.strimzidr.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.pair.Site;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client is told to trust. The status of a Kafka resource has the authority that its
 * operator used last; after a renewal that is the former one, until the operator's next round.
 */
final class ClusterTrust {
  private static final String CERTIFICATE = ".crt";

  private ClusterTrust() {}

  /** The same way in, trusting all certificates of the cluster CA where it signs the listener's. */
  static KafkaAccess current(Site site, String listener, KafkaAccess access) {
    ObjectNode kafka = site.api().get(site.in(KnownKinds.KAFKA, site.cluster()));
    if (!access.tls() || hasOwnCertificate(kafka, listener)) {
      return access;
    }
    Optional<ObjectNode> secret =
        site.api().find(site.in(KnownKinds.SECRET, site.cluster() + "-cluster-ca-cert"));
    Map<String, String> certificates = new TreeMap<>();
    secret.ifPresent(found ->
        found.path("data").properties().stream()
            .filter(entry -> entry.getKey().endsWith(CERTIFICATE))
            .forEach(entry -> certificates.put(entry.getKey(), decoded(entry.getValue()))));
    return certificates.isEmpty() ? access : access.trusting(certificates.values());
  }

  private static boolean hasOwnCertificate(JsonNode kafka, String listener) {
    for (JsonNode declared : kafka.path("spec").path("kafka").path("listeners")) {
      if (declared.path("name").asText().equals(listener)) {
        return declared.path("configuration").has("brokerCertChainAndKey");
      }
    }
    return false;
  }

  private static String decoded(JsonNode data) {
    return new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
  }
}
