package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.fault.CrashFile;
import dev.strimzidr.lab.node.image.EntryPoint;
import dev.strimzidr.lab.node.image.Image;
import dev.strimzidr.lab.node.image.Launch;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.volume.MissingSourceException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Works out what a container is as a process. */
final class PodLaunches {
  private static final List<String> CRASH =
      List.of("sh", "-c", "echo 'The lab lets this container crash.'; exit 1");
  private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

  private final PodRuntime runtime;

  PodLaunches(PodRuntime runtime) {
    this.runtime = runtime;
  }

  /** The command line that a container's specification gives. */
  static List<String> commandLine(Container container) {
    var line = new ArrayList<String>(container.getCommand());
    line.addAll(container.getArgs());
    return line;
  }

  Launch launch(
      Pod pod, Container container, Image image, EntryPoint entryPoint, Path root, String address)
      throws MissingSourceException {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    variables.put("HOME", root.resolve("tmp").toString());
    variables.put("LANG", "C.UTF-8");
    variables.put("HOSTNAME", hostname(pod));
    variables.put("KUBERNETES_SERVICE_HOST", runtime.apiAddress());
    variables.put("KUBERNETES_SERVICE_PORT", "6443");
    variables.put("KUBERNETES_SERVICE_PORT_HTTPS", "6443");
    serviceAccount(container)
        .ifPresent(mount -> inClusterConfiguration(pod, root.resolve(mount), variables));
    variables.putAll(new Variables(pod, address, runtime.sources()).of(container));
    variables.put("LAB_ROOT", root.toString());
    variables.put("LAB_POD_ADDRESS", address);
    variables.put("LAB_POD_NAME", fullName(pod));
    variables.put(SiteProcesses.SITE, runtime.folders().site().toString());
    String process =
        "pod/%s/%s/%s"
            .formatted(
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container.getName());
    variables.put(SiteProcesses.NAME, process);
    return CrashFile.concerns(runtime.folders().crashes(), process)
        ? new Launch(CRASH, variables)
        : runtime.launcher().launch(image, entryPoint, options(pod, root), variables);
  }

  private List<String> options(Pod pod, Path root) {
    Path hosts = runtime.network().hostsFile(pod.getMetadata().getNamespace());
    return List.of("-Djdk.net.hosts.file=" + hosts, "-Djava.io.tmpdir=" + root.resolve("tmp"));
  }

  private static Optional<String> serviceAccount(Container container) {
    return container.getVolumeMounts().stream()
        .map(VolumeMount::getMountPath)
        .filter(path -> path.startsWith(SERVICE_ACCOUNT))
        .map(path -> path.substring(1))
        .findFirst();
  }

  private static void inClusterConfiguration(Pod pod, Path folder, Map<String, String> variables) {
    variables.put("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", folder.resolve("token").toString());
    variables.put("KUBERNETES_CERTS_CA_FILE", folder.resolve("ca.crt").toString());
    variables.put("KUBERNETES_NAMESPACE", pod.getMetadata().getNamespace());
    variables.put("KUBERNETES_AUTH_TRYKUBECONFIG", "false");
  }

  private static String hostname(Pod pod) {
    return Objects.requireNonNullElse(pod.getSpec().getHostname(), pod.getMetadata().getName());
  }

  private static String fullName(Pod pod) {
    String subdomain = pod.getSpec().getSubdomain();
    return subdomain == null || subdomain.isEmpty()
        ? hostname(pod)
        : "%s.%s.%s.svc.cluster.local"
            .formatted(hostname(pod), subdomain, pod.getMetadata().getNamespace());
  }
}
