package dev.strimzidr.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.pair.Site;
import dev.strimzidr.site.Listeners;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client is told to trust. The status of a Kafka resource has the authority that its
 * operator used last; after a renewal that is the former one, until the operator's next round.
 *
 * @param certificates of the cluster CA, PEM; empty where it does not sign the listener's
 *     certificates, or is not there
 */
record ClusterTrust(List<String> certificates) {
  private static final String CERTIFICATE = ".crt";

  /** Looks it up, once for all clients of a listener. */
  static ClusterTrust read(Site site, String listener) {
    boolean signs =
        site.api()
            .find(site.in(KnownKinds.KAFKA, site.cluster()))
            .flatMap(kafka -> Listeners.find(kafka, listener))
            .filter(found -> found.tls() && found.own().isEmpty())
            .isPresent();
    Map<String, String> certificates = new TreeMap<>();
    if (signs) {
      site.api()
          .find(site.in(KnownKinds.SECRET, site.cluster() + "-cluster-ca-cert"))
          .ifPresent(secret ->
              secret.path("data").properties().stream()
                  .filter(entry -> entry.getKey().endsWith(CERTIFICATE))
                  .forEach(entry -> certificates.put(entry.getKey(), decoded(entry.getValue()))));
    }
    return new ClusterTrust(List.copyOf(certificates.values()));
  }

  /** The same way in, with the certificates that are to be trusted. */
  KafkaAccess of(KafkaAccess access) {
    return certificates.isEmpty() ? access : access.trusting(certificates);
  }

  private static String decoded(JsonNode data) {
    return new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
  }
}
