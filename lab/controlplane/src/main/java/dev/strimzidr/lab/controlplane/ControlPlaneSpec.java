package dev.strimzidr.lab.controlplane;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a control plane is made of.
 *
 * @param name the name of its cluster, context and user in the kubeconfig
 * @param directory where it keeps keys, data and logs; made when it is missing
 * @param address the loopback address that everything listens on
 * @param binaries the folder with etcd, kube-apiserver and kube-controller-manager
 * @param environment environment variables for each process, besides its own
 */
public record ControlPlaneSpec(
    String name, Path directory, String address, Path binaries, Map<String, String> environment) {

  /** Copies the map. */
  public ControlPlaneSpec {
    environment = Map.copyOf(environment);
  }

  /** The file that an administrator's kubectl uses; mode 0600. */
  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  /** The folder of certificates and keys. */
  public Path pki() {
    return directory.resolve("pki");
  }

  /** The folder of the processes' logs. */
  public Path logs() {
    return directory.resolve("logs");
  }

  /** The URL of the API server. */
  public String url() {
    return "https://" + address + ":" + Component.API_SERVER.port();
  }
}
