package dev.strimzidr.lab.image.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.image.operator.process.CustomResources;
import dev.strimzidr.lab.node.assembly.Node;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.SiteSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** A site of the lab in which the cluster operator runs, as it will be built. */
final class OperatorSite implements AutoCloseable {
  static final String NAMESPACE = "datacenter-a";
  static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Path PROJECT = Path.of("../../..");

  private final SiteFolders folders;
  private final Node node;
  private final KubernetesClient client;

  private OperatorSite(SiteFolders folders, Node node) {
    this.folders = folders;
    this.node = node;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(node.kubeconfig().toFile()))
            .build();
  }

  static OperatorSite start(Path folder) throws IOException {
    var folders = new SiteFolders(Files.createDirectories(folder.toRealPath().resolve("site")));
    var settings =
        new SiteSettings(
            "operatortest", "127.39.1.0/24", images(folder).toString(), binaries().toString());
    var site = new OperatorSite(folders, Node.start(settings, folders));
    try {
      site.installOperator();
      return site;
    } catch (IOException | RuntimeException e) {
      site.close();
      throw e;
    }
  }

  KubernetesClient client() {
    return client;
  }

  SiteFolders folders() {
    return folders;
  }

  /** Applies resources to the namespace of the Kafka clusters. */
  void apply(String resource) {
    try (InputStream yaml = Recordings.stream(resource)) {
      client.load(yaml).inNamespace(NAMESPACE).serverSideApply();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    node.close();
    assertThat(SiteProcesses.of(folders)).isEmpty();
  }

  private void installOperator() throws IOException {
    for (Path definition : list(PROJECT.resolve("target/crds"))) {
      load(Files.newInputStream(definition));
    }
    load(Files.newInputStream(PROJECT.resolve("roles/operator/files/cluster-roles.yml")));
    await("the API server knows Strimzi's resources")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(() -> CustomResources.require(client));
    load(Recordings.stream("/operator.yaml"));
  }

  private void load(InputStream yaml) throws IOException {
    try (yaml) {
      client.load(yaml).serverSideApply();
    }
  }

  /** The kafka image as it is built, and this one with the classes under test. */
  private static Path images(Path folder) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Path kafka = Path.of("../kafka").toRealPath();
    var built = new StringJoiner(":");
    list(kafka.resolve("target")).stream()
        .filter(file -> file.toString().endsWith(".jar"))
        .forEach(jar -> built.add(jar.toString()));
    built.add(Files.readString(kafka.resolve("target/classpath")));
    image(images.resolve("kafka"), kafka, built.toString());
    image(images.resolve("operator"), Path.of(""), System.getProperty("java.class.path"));
    return images;
  }

  private static void image(Path image, Path module, String classPath) throws IOException {
    Files.createDirectories(image.resolve("target"));
    Files.writeString(
        image.resolve("image.yaml"), Files.readString(module.resolve("image.yaml")) + agent());
    Files.writeString(image.resolve("target/classpath"), classPath);
  }

  /** An item of the JVM's options, with which an image.yaml ends, where coverage is measured. */
  private static String agent() {
    String agent = System.getProperty("lab.coverage.agent", "");
    return agent.isEmpty() ? "" : "  - " + agent + "\n";
  }

  private static Path binaries() {
    String installed = PROJECT.resolve("target/controlplane").toString();
    return Path.of(System.getProperty("lab.controlplane", installed)).toAbsolutePath().normalize();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
