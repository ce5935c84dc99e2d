package dev.strimzidr.lab.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The file that tells a Kubernetes client where the API server is and who it is. */
final class Kubeconfig {
  private Kubeconfig() {}

  /** Certificates are inside, so that the file can be copied to wherever it is used. */
  static String embedded(String name, String url, Path authority, KeyPairFiles client)
      throws IOException {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    users:
    - name: %1$s
      user:
        client-certificate-data: %4$s
        client-key-data: %5$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %1$s
    current-context: %1$s
    """
        .formatted(
            name, url, base64(authority), base64(client.certificate()), base64(client.key()));
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }
}
