package dev.strimzidr.lab.node.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.node.fault.Faults;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.SiteProcesses;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeTest {
  private static final String NAMESPACE = "default";

  private SiteFolders folders;
  private Node node;
  private KubernetesClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    folders = new SiteFolders(Files.createDirectories(folder.toRealPath().resolve("site")));
    node = Node.start(TestSite.settings(folder, "nodetest", "127.36.1.0/24"), folders);
    client = Clients.of(node.kubeconfig());
    // As in any new cluster, the controller manager makes it a moment after the API server is
    // ready.
    eventually(
        "Pods of the namespace have a service account",
        () -> client.serviceAccounts().inNamespace(NAMESPACE).withName("default").get() != null);
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
    assertThat(SiteProcesses.of(folders)).isEmpty();
  }

  @Test
  void aPodServesBehindItsServicesUntilItIsDeleted() {
    load("/server.yaml");
    eventually("it waits for its ConfigMap", () -> waiting("server").equals("ContainerCreating"));
    eventually(
        "an Event says so", () -> events("server").contains("configmap \"greeting\" not found"));
    greet("hello");
    eventually("it is ready", () -> ready("server"));
    assertThat(pod("server").orElseThrow().getStatus().getPodIP()).startsWith("198.18.");

    String balancer = loadBalancer();
    String address = podAddress();
    assertThat(balancer).startsWith("127.36.1.");
    eventually("the balancer forwards", () -> read(balancer).equals("hello from " + address));
    eventually("the endpoint exists", () -> endpoints().contains("198.18."));

    greet("changed");
    eventually("the change reaches the volume", () -> read(balancer).startsWith("changed"));

    client.pods().inNamespace(NAMESPACE).withName("server").delete();
    eventually("the Pod is gone", () -> pod("server").isEmpty());
    assertThat(SiteProcesses.of(folders)).noneMatch(p -> p.name().contains("/server/"));
    load("/server.yaml");
    eventually("a Pod of the same name is ready", () -> ready("server"));
    assertThat(podAddress()).isEqualTo(address);
    assertThat(loadBalancer()).isEqualTo(balancer);
    eventually("the balancer forwards again", () -> read(balancer).startsWith("changed"));
  }

  @Test
  void aContainerThatFailsIsRestartedLaterAndLater() throws IOException {
    load("/crash.yaml");

    eventually("it backs off", () -> waiting("crash").equals("CrashLoopBackOff"));
    ContainerStatus status = container("crash").orElseThrow();
    assertThat(status.getRestartCount()).isPositive();
    assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(3);
    assertThat(pod("crash").orElseThrow().getStatus().getPhase()).isEqualTo("Running");
    Path log = folders.containerLog(NAMESPACE, "crash", "main");
    assertThat(log).content().contains("about to fail");
    assertThat(log.resolveSibling("main.previous.log")).content().contains("about to fail");
  }

  @Test
  void aDeploymentThatCrashesStaysDeadUntilItRecovers() {
    var faults = new Faults(folders);
    String part = "deployment/default/worker";
    load("/deployment.yaml");
    eventually("it runs", () -> worker().map(this::ready).orElse(false));

    assertThat(faults.crash(part)).isTrue();
    assertThat(faults.crash(part)).isFalse();
    eventually("it backs off", () -> crashes(worker()));
    String first = worker().orElseThrow();
    client.pods().inNamespace(NAMESPACE).withName(first).delete();
    eventually(
        "the next Pod backs off too", () -> crashes(worker().filter(next -> !next.equals(first))));

    assertThat(faults.recover(part)).isTrue();
    assertThat(faults.recover(part)).isFalse();
    eventually("it runs again", () -> worker().map(this::ready).orElse(false));
  }

  @Test
  void anImageThatTheLabDoesNotHaveIsNotPulled() {
    load("/no-image.yaml");

    eventually("it is reported", () -> waiting("no-image").startsWith("ErrImagePull"));
    eventually("and again", () -> waiting("no-image").equals("ImagePullBackOff"));
    assertThat(pod("no-image").orElseThrow().getStatus().getPhase()).isEqualTo("Pending");
    client.pods().inNamespace(NAMESPACE).withName("no-image").delete();
    eventually("it can be deleted", () -> pod("no-image").isEmpty());
  }

  @Test
  void aMissingSecretOfAVariableKeepsTheContainerFromStarting() {
    load("/no-secret.yaml");

    eventually("it says so", () -> waiting("no-secret").equals("CreateContainerConfigError"));
    assertThat(events("no-secret")).contains("secret \"absent\" not found");
  }

  @Test
  void whatDoesNotEndIsKilledAfterItsGraceOrAtOnce() {
    stubborn();
    client.pods().inNamespace(NAMESPACE).withName("stubborn").withGracePeriod(1).delete();
    eventually("it is gone", () -> pod("stubborn").isEmpty());

    Path log = stubborn();
    client.pods().inNamespace(NAMESPACE).withName("stubborn").withGracePeriod(600).delete();
    eventually("it is asked to end", () -> Files.readString(log).contains("asked to end"));
    client.pods().inNamespace(NAMESPACE).withName("stubborn").withGracePeriod(1).delete();
    eventually("it is gone sooner", () -> pod("stubborn").isEmpty());

    stubborn();
    client.pods().inNamespace(NAMESPACE).withName("stubborn").withGracePeriod(0).delete();
    eventually(
        "no process is left",
        () -> SiteProcesses.of(folders).stream().noneMatch(p -> p.name().contains("/stubborn/")));
  }

  @Test
  void aClaimGetsAFolderThatGoesWithIt() {
    load("/claim.yaml");
    var claims = client.persistentVolumeClaims().inNamespace(NAMESPACE);
    eventually(
        "it is bound", () -> claims.withName("data").get().getStatus().getPhase().equals("Bound"));
    String volume = claims.withName("data").get().getSpec().getVolumeName();
    assertThat(folders.persistentVolume(volume)).isDirectory();

    claims.withName("data").delete();
    eventually("it is gone", () -> client.persistentVolumes().withName(volume).get() == null);
    assertThat(folders.persistentVolume(volume)).doesNotExist();
  }

  /** Starts what does not end when it is asked to, and returns its log. */
  private Path stubborn() {
    load("/stubborn.yaml");
    Path log = folders.containerLog(NAMESPACE, "stubborn", "main");
    eventually("it runs", () -> ready("stubborn"));
    eventually("it is stubborn", () -> Files.readString(log).contains("asks for more time"));
    return log;
  }

  /** The name of the Deployment's newest Pod. */
  private Optional<String> worker() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app", "worker")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getName())
        .findFirst();
  }

  private boolean crashes(Optional<String> pod) {
    return pod.map(this::waiting).filter("CrashLoopBackOff"::equals).isPresent();
  }

  private void load(String resource) {
    try (InputStream yaml = Objects.requireNonNull(NodeTest.class.getResourceAsStream(resource))) {
      client.load(yaml).inNamespace(NAMESPACE).serverSideApply();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void greet(String text) {
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("greeting")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withData(Map.of("greeting", text))
            .build();
    client.resource(map).serverSideApply();
  }

  private Optional<Pod> pod(String name) {
    return Optional.ofNullable(client.pods().inNamespace(NAMESPACE).withName(name).get());
  }

  private boolean ready(String name) {
    return container(name).map(ContainerStatus::getReady).orElse(false);
  }

  private Optional<ContainerStatus> container(String name) {
    return pod(name).flatMap(p -> p.getStatus().getContainerStatuses().stream().findFirst());
  }

  private String waiting(String name) {
    return container(name)
        .map(status -> status.getState().getWaiting())
        .map(waiting -> waiting.getReason())
        .orElse("");
  }

  private String events(String pod) {
    return client.v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> pod.equals(event.getInvolvedObject().getName()))
        .map(event -> event.getReason() + ": " + event.getMessage() + "\n")
        .reduce("", String::concat);
  }

  private String loadBalancer() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            !client
                .services()
                .inNamespace(NAMESPACE)
                .withName("balancer")
                .get()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .isEmpty());
    return client
        .services()
        .inNamespace(NAMESPACE)
        .withName("balancer")
        .get()
        .getStatus()
        .getLoadBalancer()
        .getIngress()
        .get(0)
        .getIp();
  }

  private String endpoints() {
    return String.valueOf(
        client.discovery().v1().endpointSlices().inNamespace(NAMESPACE).list().getItems());
  }

  private String podAddress() {
    try (var lines = Files.lines(folders.addresses())) {
      return lines
          .filter(line -> line.endsWith(" Pod/default/server"))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(String balancer) {
    try (var socket = new Socket(balancer, 80)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(condition);
  }
}
