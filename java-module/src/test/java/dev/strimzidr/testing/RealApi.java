package dev.strimzidr.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.apply.ApplyModule;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.lab.controlplane.ControlPlane;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One API server for all tests of a run: it takes seconds to start. It ends with the JVM. */
public final class RealApi {
  private static final Path BINARIES =
      Path.of(System.getProperty("lab.controlplane", "../target/controlplane"));

  /** Two checkouts that test at the same time need two. */
  private static final String ADDRESS = System.getProperty("test.api.address", "127.52.0.1");

  private static final Path CRDS = Path.of("../target/crds");

  private RealApi() {}

  private static final class Running {
    private static final ControlPlane PLANE = start();

    private static ControlPlane start() {
      try {
        return ControlPlane.start(
            Files.createTempDirectory("strimzi-dr-test-api"), ADDRESS, BINARIES.toRealPath());
      } catch (IOException e) {
        throw new UncheckedIOException("run make lab-setup first", e);
      }
    }
  }

  public static Path kubeconfig() {
    return Running.PLANE.kubeconfig();
  }

  /** The authority of its clients. */
  public static TestAuthority authority(Instant start, Duration validity) {
    Path pki = kubeconfig().resolveSibling("pki");
    try {
      return TestAuthority.of(
          Files.readString(pki.resolve("ca.crt")),
          Files.readString(pki.resolve("ca.key")),
          start,
          validity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file or the folder of Strimzi's definitions. */
  public static Path crds() {
    return CRDS.toAbsolutePath().normalize();
  }

  /** Makes it serve Strimzi's kinds. */
  public static void serveStrimzi() {
    JsonNode answer =
        Modules.call(new ApplyModule(), options(Map.of("src", crds().toString(), "wait", true)));
    if (answer.path("failed").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Somebody else at work: kubectl, which has to succeed. */
  public static String kubectl(String... arguments) {
    return kubectlWith("", arguments);
  }

  /** The same with something on its standard input, for {@code -f -}. */
  public static String kubectlWith(String input, String... arguments) {
    try {
      Process process = start(arguments);
      try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A kubectl that runs. */
  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(BINARIES.resolve("kubectl").toString());
    command.add("--kubeconfig=" + kubeconfig());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** A way to speak to it as modules do. */
  public static KubeApi api() {
    return Connection.open(
        ArgumentParser.parse(
            new ArgumentSpec(Connection.OPTIONS.toArray(Option[]::new)),
            options(Map.of()),
            variable -> null));
  }

  /** An entry of the option {@code sites}. */
  public static Map<String, Object> site(String name, String namespace) {
    return options(Map.of("name", name, "namespace", namespace, "cluster", "my-cluster"));
  }

  /** Options of {@code strimzi_apply} for a ConfigMap without data. */
  public static Map<String, Object> configMap(String namespace, String name) {
    Map<String, Object> map =
        Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name));
    return options(Map.of("namespace", namespace, "resources", List.of(map)));
  }

  /** Options of a module that speaks to it. */
  public static Map<String, Object> options(Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("kubeconfig", kubeconfig().toString());
    return options;
  }
}
