package dev.strimzidr.lab.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneTest {
  private static final Path BINARIES =
      Path.of(System.getProperty("lab.controlplane", "../../target/controlplane"))
          .toAbsolutePath()
          .normalize();

  @TempDir Path directory;

  @Test
  void runsControllersKeepsDataAndRestartsWhatDies() throws Exception {
    Path site = directory.resolve("site");
    try (var plane = ControlPlane.start(site, "127.31.0.1", BINARIES)) {
      assertThat(Files.getPosixFilePermissions(plane.kubeconfig()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      kubectl(plane, "create", "namespace", "kept");
      await("the controller manager makes the default ServiceAccount")
          .atMost(Duration.ofSeconds(30))
          .until(() -> kubectl(plane, "get", "sa", "-n", "kept", "-o", "name").contains("default"));
      assertThat(kubectl(plane, "create", "token", "default", "-n", "kept")).startsWith("ey");

      children("etcd").forEach(ProcessHandle::destroyForcibly);
      await("etcd is back")
          .atMost(Duration.ofSeconds(60))
          .until(() -> kubectl(plane, "get", "namespace", "kept", "-o", "name").contains("kept"));
    }
    assertThat(children("")).isEmpty();

    try (var plane = ControlPlane.start(site, "127.31.0.1", BINARIES)) {
      assertThat(kubectl(plane, "get", "namespaces", "-o", "name")).contains("namespace/kept");
    }
  }

  @Test
  void namesEachPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(6443, 1, InetAddress.getByName("127.31.0.2"))) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> ControlPlane.start(directory, "127.31.0.2", BINARIES))
          .isInstanceOf(ControlPlaneException.class)
          .hasMessageContaining("In use at address 127.31.0.2: port 6443 (kube-apiserver).")
          .hasMessageContaining("lab_network");
    }
  }

  @Test
  void saysWhichBinaryIsMissing() {
    assertThatThrownBy(() -> ControlPlane.start(directory, "127.31.0.3", directory.resolve("none")))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("etcd could not be started from " + directory.resolve("none/etcd"));
  }

  private static List<ProcessHandle> children(String name) {
    return ProcessHandle.current()
        .children()
        .filter(p -> p.info().command().orElse("").endsWith(name))
        .filter(p -> p.info().command().orElse("").startsWith(binaries()))
        .toList();
  }

  private static String binaries() {
    try {
      return BINARIES.toRealPath().toString();
    } catch (IOException e) {
      throw new IllegalStateException("Run the set-up first: no control plane at " + BINARIES, e);
    }
  }

  private static String kubectl(ControlPlane plane, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(BINARIES.resolve("kubectl").toString());
    command.add("--kubeconfig=" + plane.kubeconfig());
    command.add("--request-timeout=5s");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
