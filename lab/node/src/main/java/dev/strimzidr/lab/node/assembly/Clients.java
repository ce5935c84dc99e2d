package dev.strimzidr.lab.node.assembly;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;

/** The node's own client of the API server. */
final class Clients {
  private static final int CONNECT_MILLIS = 2000;
  private static final int REQUEST_MILLIS = 10_000;

  private Clients() {}

  static KubernetesClient of(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    // Whoever fails here tries again by itself, and sooner.
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
