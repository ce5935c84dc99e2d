package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.certificate.Certificates;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the Secrets of a cluster say of certificates. Keys in them are never looked at. */
final class SecretCertificates {
  private static final String CA = "ca.crt";

  private final KubeApi api;
  private final String namespace;
  private final Clock clock;
  private final Map<String, Optional<ObjectNode>> seen = new HashMap<>();

  SecretCertificates(KubeApi api, String namespace, Clock clock) {
    this.api = api;
    this.namespace = namespace;
    this.clock = clock;
  }

  /** A certificate authority of the cluster: cluster or clients. */
  Map<String, @Nullable Object> authority(String cluster, String use) {
    String name = "%s-%s-ca-cert".formatted(cluster, use);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("name", use);
    facts.put("secret", name);
    try {
      JsonNode secret = secret(name);
      List<String> trusted = new ArrayList<>();
      secret
          .path("data")
          .fieldNames()
          .forEachRemaining(key -> {
            if (key.endsWith(".crt") && !key.equals(CA)) {
              trusted.add(Certificates.fingerprint(certificate(secret, name, key)));
            }
          });
      facts.putAll(Certificates.facts(certificate(secret, name, CA), clock));
      facts.put(
          "generation",
          secret
              .path("metadata")
              .path("annotations")
              .path("strimzi.io/ca-cert-generation")
              .asText(""));
      facts.put("also_trusted", trusted);
      facts.put("why", "");
    } catch (ModuleFailure failure) {
      for (String field :
          List.of("fingerprint", "not_after", "days_left", "generation", "also_trusted")) {
        facts.put(field, null);
      }
      facts.put("why", tolerated(failure));
    }
    return facts;
  }

  /**
   * The certificates that a listener presents: one for each node, or the one that the listener
   * brings. Adds {@code certificates}, null with {@code certificates_why} where they cannot be
   * read.
   */
  void describe(
      Map<String, @Nullable Object> document, Listeners.Listener listener, NodeSecrets nodes) {
    List<Map<String, Object>> certificates = new ArrayList<>();
    try {
      if (listener.tls()) {
        Listeners.Own own = listener.own().orElse(null);
        if (own != null) {
          certificates.add(described(own.secret(), own.certificate()));
        } else {
          for (String name : nodes.names()) {
            certificates.add(described(name, name + ".crt"));
          }
        }
      }
      document.put("certificates", certificates);
      document.put("certificates_why", "");
    } catch (ModuleFailure failure) {
      document.put("certificates", null);
      document.put("certificates_why", tolerated(failure));
    }
  }

  private Map<String, Object> described(String secret, String key) {
    X509Certificate certificate = certificate(secret(secret), secret, key);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("secret", secret);
    facts.put("names", Certificates.names(certificate));
    facts.putAll(Certificates.facts(certificate, clock));
    return facts;
  }

  private ObjectNode secret(String name) {
    return seen.computeIfAbsent(name, n -> api.find(new Ref(KnownKinds.SECRET, namespace, n)))
        .orElseThrow(() ->
            new ModuleFailure(
                Reason.NOT_FOUND,
                "there is no Secret %s in namespace %s".formatted(name, namespace)));
  }

  private static X509Certificate certificate(JsonNode secret, String name, String key) {
    String encoded = secret.path("data").path(key).asText("");
    try {
      return Certificates.read(
              Base64.getDecoder().decode(encoded.getBytes(StandardCharsets.US_ASCII)))
          .getFirst();
    } catch (CertificateException e) {
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "Secret %s has no certificate under the key %s".formatted(name, key),
          e);
    }
  }

  /** A site that does not answer is a failure; what it lacks or does not show is an answer. */
  private static String tolerated(ModuleFailure failure) {
    if (failure.reason() != Reason.FORBIDDEN && failure.reason() != Reason.NOT_FOUND) {
      throw failure;
    }
    return failure.message();
  }
}
