package dev.strimzidr.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads an item from a site. */
final class Lookup {
  private Lookup() {}

  static Seen read(Item item, Site site) {
    return switch (item) {
      case Item.Password password ->
          find(site, password.secret())
              .map(secret -> Seen.of(password(secret)))
              .orElseGet(Seen::nothing);
      case Item.Authority authority -> authority(authority, site);
    };
  }

  private static Material password(JsonNode secret) {
    return new Material(
        Map.of(Item.Password.KEY, SecretShape.value(secret, Item.Password.KEY)),
        Map.of(),
        SecretShape.renewal(secret),
        Map.of());
  }

  private static Seen authority(Item.Authority authority, Site site) {
    Optional<ObjectNode> certificate = find(site, authority.certificateSecret(site));
    Optional<ObjectNode> key = find(site, authority.keySecret(site));
    if (certificate.isEmpty() && key.isEmpty()) {
      return Seen.nothing();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      ObjectNode part = certificate.or(() -> key).orElseThrow();
      if (ours(part)) {
        // Half of an authority is of no use to anybody, so nobody can rely on it.
        return new Seen(Optional.empty(), List.of(part.path("metadata").path("name").asText()));
      }
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s: Secret %s is there, but %s is not: put the missing one back, or delete both and run this again"
              .formatted(
                  authority.words(),
                  certificate.isEmpty()
                      ? authority.keySecret(site)
                      : authority.certificateSecret(site),
                  certificate.isEmpty()
                      ? authority.certificateSecret(site)
                      : authority.keySecret(site)));
    }
    Map<String, String> generations = new LinkedHashMap<>();
    generation(certificate.get(), SecretShape.CERTIFICATE_GENERATION, generations);
    generation(key.get(), SecretShape.KEY_GENERATION, generations);
    return Seen.of(
        new Material(
            Map.of(
                SecretShape.CERTIFICATE,
                SecretShape.value(certificate.get(), SecretShape.CERTIFICATE),
                SecretShape.KEY,
                SecretShape.value(key.get(), SecretShape.KEY)),
            generations,
            SecretShape.renewal(certificate.get()),
            trusted(certificate.get())));
  }

  private static Map<String, byte[]> trusted(JsonNode secret) {
    Map<String, byte[]> trusted = new TreeMap<>();
    secret
        .path("data")
        .fieldNames()
        .forEachRemaining(key -> {
          if (key.endsWith(".crt") && !key.equals(SecretShape.CERTIFICATE)) {
            trusted.put(key, SecretShape.value(secret, key));
          }
        });
    return trusted;
  }

  private static void generation(
      JsonNode secret, String annotation, Map<String, String> generations) {
    JsonNode value = secret.path("metadata").path("annotations").path(annotation);
    if (value.isTextual()) {
      generations.put(annotation, value.asText());
    }
  }

  private static boolean ours(JsonNode secret) {
    return secret
        .path("metadata")
        .path("labels")
        .path(SecretShape.MANAGED_BY)
        .asText()
        .equals(ApplyOptions.FIELD_MANAGER);
  }

  private static Optional<ObjectNode> find(Site site, String name) {
    return site.api().find(site.in(KnownKinds.SECRET, name));
  }
}
