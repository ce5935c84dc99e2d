package dev.strimzidr.lab.controlplane;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How each component is called. */
final class CommandLines {
  /** Nothing listens there: the endpoints of the Service kubernetes may not be loopback. */
  private static final String ADVERTISED = "198.18.0.1";

  /** What a lab has no use for: cloud providers, networking, certificates, autoscaling. */
  private static final String CONTROLLERS =
      "*,-nodeipam,-cloud-node-lifecycle,-node-route-controller,-service-lb-controller"
          + ",-certificatesigningrequest-signing-controller"
          + ",-certificatesigningrequest-approving-controller"
          + ",-certificatesigningrequest-cleaner-controller"
          + ",-horizontal-pod-autoscaler-controller,-bootstrap-signer-controller"
          + ",-token-cleaner-controller,-persistentvolume-attach-detach-controller";

  private CommandLines() {}

  static List<String> of(Component component, ControlPlaneSpec spec) {
    Pki pki = Pki.in(spec.pki());
    return switch (component) {
      case ETCD -> etcd(spec, pki);
      case API_SERVER -> apiServer(spec, pki);
      case CONTROLLER_MANAGER -> controllerManager(spec, pki);
    };
  }

  /** Memory is worth more than time, but for the API server, whose start is most of a site's. */
  static Map<String, String> environment(Component component) {
    return switch (component) {
      case ETCD -> Map.of("GOGC", "50", "GOMEMLIMIT", "64MiB");
      case API_SERVER -> Map.of("GOGC", "200", "GOMEMLIMIT", "300MiB");
      case CONTROLLER_MANAGER -> Map.of("GOGC", "50", "GOMEMLIMIT", "80MiB");
    };
  }

  private static List<String> etcd(ControlPlaneSpec spec, Pki pki) {
    String client = "https://" + spec.address() + ":" + Component.ETCD.port();
    String peer = "http://" + spec.address() + ":" + Component.ETCD.ports().get(1);
    return List.of(
        binary(Component.ETCD, spec),
        "--name=" + spec.name(),
        "--data-dir=" + spec.directory().resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=" + spec.name() + "=" + peer,
        "--cert-file=" + pki.etcd().certificate(),
        "--key-file=" + pki.etcd().key(),
        "--trusted-ca-file=" + pki.authority().certificate(),
        "--client-cert-auth",
        "--snapshot-count=5000",
        "--auto-compaction-mode=periodic",
        "--auto-compaction-retention=10m",
        "--log-level=warn");
  }

  private static List<String> apiServer(ControlPlaneSpec spec, Pki pki) {
    return List.of(
        binary(Component.API_SERVER, spec),
        "--bind-address=" + spec.address(),
        "--secure-port=" + Component.API_SERVER.port(),
        "--advertise-address=" + ADVERTISED,
        "--endpoint-reconciler-type=none",
        "--etcd-servers=https://" + spec.address() + ":" + Component.ETCD.port(),
        "--etcd-cafile=" + pki.authority().certificate(),
        "--etcd-certfile=" + pki.apiServer().certificate(),
        "--etcd-keyfile=" + pki.apiServer().key(),
        "--tls-cert-file=" + pki.apiServer().certificate(),
        "--tls-private-key-file=" + pki.apiServer().key(),
        "--client-ca-file=" + pki.authority().certificate(),
        "--authorization-mode=Node,RBAC",
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-key-file=" + pki.serviceAccountPublicKey(),
        "--service-account-signing-key-file=" + pki.serviceAccountKey(),
        "--service-cluster-ip-range=10.96.0.0/16",
        "--allow-privileged=true",
        "--profiling=false",
        "--shutdown-delay-duration=0s");
  }

  private static List<String> controllerManager(ControlPlaneSpec spec, Pki pki) {
    Path kubeconfig = controllerManagerKubeconfig(spec);
    return List.of(
        binary(Component.CONTROLLER_MANAGER, spec),
        "--bind-address=" + spec.address(),
        "--secure-port=" + Component.CONTROLLER_MANAGER.port(),
        "--cert-dir=" + spec.pki(),
        "--kubeconfig=" + kubeconfig,
        "--authentication-kubeconfig=" + kubeconfig,
        "--authorization-kubeconfig=" + kubeconfig,
        "--root-ca-file=" + pki.authority().certificate(),
        "--service-account-private-key-file=" + pki.serviceAccountKey(),
        "--use-service-account-credentials=true",
        "--controllers=" + CONTROLLERS,
        "--leader-elect=false",
        "--profiling=false");
  }

  static Path controllerManagerKubeconfig(ControlPlaneSpec spec) {
    return spec.pki().resolve("kube-controller-manager.kubeconfig");
  }

  private static String binary(Component component, ControlPlaneSpec spec) {
    return spec.binaries().resolve(component.binary()).toString();
  }
}
