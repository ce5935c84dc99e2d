package dev.strimzidr.lab.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.node.assembly.Node;
import dev.strimzidr.lab.node.fault.Faults;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.site.SiteSettings;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pods of the shape that the real operator makes, with real Kafka in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedPodsTest {
  private static final String NAMESPACE = "default";
  private static final String BROKER = "my-cluster-dual-0";
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private SiteFolders folders;
  private Node node;
  private KubernetesClient client;
  private KeyAndCertificate authority;
  private String balancer;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    folders = new SiteFolders(Files.createDirectories(folder.toRealPath().resolve("site")));
    node = Node.start(settings(folder), folders);
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(node.kubeconfig().toFile()))
            .build();
    apply("/services.yaml");
    balancer = address("my-cluster-kafka-external-bootstrap");
    var issuer = new CertificateIssuer(Clock.systemUTC());
    authority = issuer.authority(Subject.strimzi("cluster-ca"), Duration.ofDays(1));
    var broker =
        issuer.signed(
            Subject.strimzi("my-cluster-kafka")
                .reachableAt(List.of(BROKER + ".my-cluster-kafka-brokers.default.svc", balancer)),
            authority,
            Duration.ofDays(1));
    secret("my-cluster-trustbundle", Map.of("cluster-ca.crt", authority.certificate()));
    secret(BROKER, Map.of(BROKER + ".crt", broker.certificate(), BROKER + ".key", broker.key()));
    configMap(
        BROKER,
        Map.of(
            "cluster.id",
            "0qRj3yDJQqiz9yIqDyHGKQ",
            "metadata.version",
            "4.3-IV0",
            "server.config",
            text("/server.config"),
            "log4j2.properties",
            text("/log4j2.properties.container")));
    configMap(
        "mm2-mirrormaker2-config",
        Map.of(
            "kafka-connect.properties", text("/kafka-connect.properties.container"),
            "log4j2.properties", text("/log4j2.properties.container")));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void aBrokerAndAConnectWorkerRunAndKeepTheirData() throws Exception {
    apply("/kafka-pod.yaml");
    awaitReady(BROKER, 0);
    try (Admin admin = admin()) {
      assertThat(admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS))
          .isEqualTo("0qRj3yDJQqiz9yIqDyHGKQ");
      admin
          .createTopics(Set.of(new NewTopic("kept", 3, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }

    apply("/connect-pod.yaml");
    awaitReady("mm2-mirrormaker2-0", 0);
    assertThat(connectors()).isEqualTo("[]");

    new Faults(folders).kill("pod/default/" + BROKER);
    awaitReady(BROKER, 1);
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS))
          .contains("kept", "__mm2-config");
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            balancer + ":9094",
            "security.protocol",
            "SSL",
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.certificates",
            authority.certificate()));
  }

  /** Asked as a Pod of the site would: by the address that the Service has there. */
  private String connectors() throws IOException, InterruptedException {
    String api;
    try (var lines = Files.lines(folders.addresses())) {
      api =
          lines
              .filter(line -> line.endsWith(" Service/default/mm2-mirrormaker2-api"))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .findFirst()
              .orElseThrow();
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + api + ":8083/connectors")).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private void awaitReady(String name, int restarts) {
    await(name + " is ready after " + restarts + " restarts")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          Pod pod = client.pods().inNamespace(NAMESPACE).withName(name).get();
          return Readiness.isPodReady(pod)
              && pod.getStatus().getContainerStatuses().get(0).getRestartCount() == restarts;
        });
  }

  private String address(String service) {
    var resource = client.services().inNamespace(NAMESPACE).withName(service);
    await(service + " has an address")
        .atMost(DEADLINE)
        .until(() -> !resource.get().getStatus().getLoadBalancer().getIngress().isEmpty());
    LoadBalancerIngress ingress = resource.get().getStatus().getLoadBalancer().getIngress().get(0);
    assertThat(ingress.getIpMode()).isEqualTo("VIP");
    return ingress.getIp();
  }

  private void secret(String name, Map<String, String> data) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(data)
                .build())
        .create();
  }

  private void configMap(String name, Map<String, String> data) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withData(data)
                .build())
        .create();
  }

  private void apply(String resource) throws IOException {
    try (InputStream yaml = stream(resource)) {
      client.load(yaml).inNamespace(NAMESPACE).serverSideApply();
    }
  }

  private String text(String resource) throws IOException {
    try (InputStream in = stream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("LOAD_BALANCER", balancer);
    }
  }

  private static InputStream stream(String resource) {
    return Objects.requireNonNull(RecordedPodsTest.class.getResourceAsStream(resource), resource);
  }

  /** The image as it will be built: its descriptor, with the classes under test. */
  private static SiteSettings settings(Path folder) throws IOException {
    Path image = Files.createDirectories(folder.resolve("images/kafka"));
    Files.copy(Path.of("image.yaml"), image.resolve("image.yaml"));
    Files.createDirectory(image.resolve("target"));
    Files.writeString(image.resolve("target/classpath"), System.getProperty("java.class.path"));
    String binaries = System.getProperty("lab.controlplane", "../../../target/controlplane");
    return new SiteSettings(
        "kafkatest",
        "127.38.1.0/24",
        folder.resolve("images").toString(),
        Path.of(binaries).toAbsolutePath().normalize().toString());
  }
}
