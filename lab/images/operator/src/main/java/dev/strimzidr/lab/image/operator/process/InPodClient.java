package dev.strimzidr.lab.image.operator.process;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Kubernetes client with the rights of the Pod's service account, and no others. */
public final class InPodClient {
  private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/";

  private InPodClient() {}

  public static KubernetesClient of(Environment environment) {
    Path token = environment.path(ACCOUNT + "token");
    var config =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(
                "https://%s:%s"
                    .formatted(
                        environment.required("KUBERNETES_SERVICE_HOST"),
                        environment.required("KUBERNETES_SERVICE_PORT")))
            .withCaCertFile(environment.path(ACCOUNT + "ca.crt").toString())
            .withNamespace(read(environment.path(ACCOUNT + "namespace")))
            // The node renews the token in place long before it expires.
            .withOauthTokenProvider(() -> read(token))
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
