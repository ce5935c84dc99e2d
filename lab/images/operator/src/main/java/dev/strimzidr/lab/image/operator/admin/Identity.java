package dev.strimzidr.lab.image.operator.admin;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom an operator trusts and as whom it shows itself, in PEM.
 *
 * @param trusted certificates of CAs
 */
public record Identity(String trusted, String key, String certificate) {

  /** Trusting these certificates, with a key and certificate out of a Secret. */
  public static Identity of(String trusted, Secret own, String keyName, String certificateName) {
    return new Identity(trusted, value(own, keyName), value(own, certificateName));
  }

  /** Trusting all certificates of a CA's Secret, with a key and certificate out of another. */
  public static Identity of(Secret authority, Secret own, String keyName, String certificateName) {
    String trusted =
        authority.getData().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".crt"))
            .map(entry -> KeyAndCertificate.decode(entry.getValue()))
            .collect(Collectors.joining("\n"));
    return of(trusted, own, keyName, certificateName);
  }

  /**
   * The same from Secrets that are there.
   *
   * @throws IllegalStateException when one is not
   */
  public static Identity read(
      KubernetesClient client,
      String namespace,
      String authority,
      String own,
      String keyName,
      String certificateName) {
    return of(
        secret(client, namespace, authority),
        secret(client, namespace, own),
        keyName,
        certificateName);
  }

  private static Secret secret(KubernetesClient client, String namespace, String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .orElseThrow(() ->
            new IllegalStateException(
                "Secret %s in namespace %s is missing".formatted(name, namespace)));
  }

  private static String value(Secret secret, String key) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    return KeyAndCertificate.decode(
        Objects.requireNonNull(
            data.get(key), () -> "Secret " + secret.getMetadata().getName() + " has no " + key));
  }

  /** A key is never printed. */
  @Override
  public String toString() {
    return "Identity";
  }
}
