package dev.strimzidr.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the items stand in Secrets. Those of the authorities have the names, labels and annotations
 * that Strimzi asks of ones that a user provides:
 * https://strimzi.io/docs/operators/latest/deploying, "Using your own CA certificates". No owner
 * reference is written: what an operator's garbage collection would take is lost.
 */
final class SecretShape {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String CERTIFICATE = "ca.crt";
  static final String KEY = "ca.key";
  static final String CERTIFICATE_GENERATION = "strimzi.io/ca-cert-generation";
  static final String KEY_GENERATION = "strimzi.io/ca-key-generation";

  static final String RENEWAL = "strimzi-dr/renewal";

  private SecretShape() {}

  static List<ObjectNode> secrets(Item item, Material material, Site site) {
    return switch (item) {
      case Item.Password password ->
          List.of(
              secret(
                  site,
                  password.secret(),
                  Map.of(Item.Password.KEY, material.value(Item.Password.KEY)),
                  Map.of(),
                  marks(material)));
      case Item.Authority authority -> {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("strimzi.io/cluster", site.cluster());
        labels.put("strimzi.io/kind", "Kafka");
        Map<String, byte[]> certificates = new LinkedHashMap<>(material.trusted());
        certificates.put(CERTIFICATE, material.value(CERTIFICATE));
        Map<String, String> marks = marks(material);
        marks.put(
            CERTIFICATE_GENERATION, String.valueOf(material.generation(CERTIFICATE_GENERATION)));
        yield List.of(
            secret(
                site,
                authority.keySecret(site),
                Map.of(KEY, material.value(KEY)),
                labels,
                Map.of(KEY_GENERATION, String.valueOf(material.generation(KEY_GENERATION)))),
            secret(site, authority.certificateSecret(site), certificates, labels, marks));
      }
    };
  }

  private static Map<String, String> marks(Material material) {
    Map<String, String> marks = new LinkedHashMap<>();
    if (!material.renewal().isEmpty()) {
      marks.put(RENEWAL, material.renewal());
    }
    return marks;
  }

  /** The name of the renewal that a Secret comes from; empty for none. */
  static String renewal(JsonNode secret) {
    return secret.path("metadata").path("annotations").path(RENEWAL).asText("");
  }

  static ObjectNode secret(
      Site site,
      String name,
      Map<String, byte[]> data,
      Map<String, String> labels,
      Map<String, String> annotations) {
    ObjectNode secret = site.in(KnownKinds.SECRET, name).resource();
    ObjectNode metadata = secret.withObjectProperty("metadata");
    ObjectNode labelled = metadata.putObject("labels").put(MANAGED_BY, ApplyOptions.FIELD_MANAGER);
    labels.forEach(labelled::put);
    if (!annotations.isEmpty()) {
      ObjectNode annotated = metadata.putObject("annotations");
      annotations.forEach(annotated::put);
    }
    secret.put("type", "Opaque");
    ObjectNode values = secret.putObject("data");
    data.forEach((key, value) -> values.put(key, Base64.getEncoder().encodeToString(value)));
    return secret;
  }

  /**
   * The decoded value of a key.
   *
   * @throws ModuleFailure when the Secret has no such key, or it is empty
   */
  static byte[] value(JsonNode secret, String key) {
    byte[] value = Base64.getDecoder().decode(secret.path("data").path(key).asText(""));
    if (value.length == 0) {
      JsonNode metadata = secret.path("metadata");
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "Secret %s/%s has no key '%s' (or an empty one): put the value there, or delete the Secret and run this again"
              .formatted(metadata.path("namespace").asText(), metadata.path("name").asText(), key));
    }
    return value;
  }
}
