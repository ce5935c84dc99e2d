package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Pem;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.MirrorCluster;
import dev.strimzidr.lab.image.operator.mirror.MirrorPlan;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.common.CertSecretSource;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers the certificates that a mirror trusts, and notices when what it logs in with changes. */
record CredentialsStep(Session session, MirrorPlan plan) {
  private static final String TARGET_KEY = "ca.crt";

  /**
   * What is trusted and a number that changes with the credentials.
   *
   * @param trusted data of the Secret with trusted certificates
   */
  record Result(Map<String, String> trusted, int hash) {}

  /**
   * Reads all Secrets that the mirror refers to.
   *
   * @throws Refusal when something is missing in them
   */
  Result run() {
    Map<String, String> trusted = new TreeMap<>();
    Set<String> all = new LinkedHashSet<>();
    int hash = 0;
    for (MirrorCluster cluster : plan.clusters()) {
      if (cluster.hasTrust()) {
        List<String> certificates = trusted(cluster);
        all.addAll(certificates);
        String joined = KeyAndCertificate.encode(String.join("\n", certificates));
        trusted.put(cluster.trustKey(), joined);
        trusted.putIfAbsent(TARGET_KEY, joined);
      }
      hash += hash(cluster);
    }
    if (!plan.target().hasTrust()) {
      trusted.remove(TARGET_KEY);
    }
    return new Result(trusted, hash + all.stream().mapToInt(String::hashCode).sum());
  }

  private List<String> trusted(MirrorCluster cluster) {
    return cluster.tls().orElseThrow().getTrustedCertificates().stream()
        .map(this::trusted)
        .toList();
  }

  private String trusted(CertSecretSource source) {
    if (source.getCertificate() != null) {
      return pem(values(source.getSecretName(), source.getCertificate()).get(0));
    }
    if (source.getPattern() == null) {
      throw Refusal.invalidResource(
          "Certificate source does not contain the certificate or the pattern.");
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + source.getPattern());
    return secret(source.getSecretName()).getData().entrySet().stream()
        .filter(entry -> matcher.matches(Path.of(entry.getKey())))
        .map(entry -> pem(entry.getValue()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private int hash(MirrorCluster cluster) {
    int password =
        cluster.sasl().map(sasl -> values(sasl.secret(), sasl.key()).get(0).hashCode()).orElse(0);
    int certificate =
        cluster
            .certificate()
            .map(tls -> tls.getCertificateAndKey())
            .map(pair -> values(pair.getSecretName(), pair.getCertificate(), pair.getKey()))
            .orElse(List.of())
            .stream()
            .mapToInt(String::hashCode)
            .sum();
    return password + certificate;
  }

  private List<String> values(String name, String... keys) {
    Map<String, String> data =
        Objects.requireNonNullElse(secret(name).getData(), Map.<String, String>of());
    List<String> missing = Arrays.stream(keys).filter(key -> !data.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      throw Refusal.invalidConfiguration(
          "Items with key(s) %s are missing in Secret %s".formatted(missing, name));
    }
    return Arrays.stream(keys).flatMap(key -> Optional.ofNullable(data.get(key)).stream()).toList();
  }

  private Secret secret(String name) {
    return session
        .secret(name)
        .orElseThrow(() ->
            Refusal.invalidConfiguration(
                "Secret %s not found in namespace %s".formatted(name, plan.namespace())));
  }

  private static String pem(String base64) {
    return Pem.of(Pem.certificate(KeyAndCertificate.decode(base64))).strip();
  }
}
