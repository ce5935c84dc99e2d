package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.FaultyApi;
import dev.strimzidr.testing.FaultyApi.Ended;
import dev.strimzidr.testing.FaultyApi.TurnedAway;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a wait ends with, against a real API server with its controllers. There is no node: what a
 * kubelet or Strimzi would write as status is written here.
 */
class WaitTest {
  /** Longer than any wait here that ends by itself. */
  private static final Duration SOON = Duration.ofSeconds(40);

  private static final String TEMPLATE =
      "selector: {matchLabels: {app: NAME}}, template: {metadata: {labels: {app: NAME}}, spec: {containers: [{name: c, image: i}]}}";

  private static final String POD =
      "template: {metadata: {labels: {app: NAME}}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

  @BeforeAll
  static void makeNamespace() {
    RealApi.serveStrimzi();
    RealApi.kubectl("create", "namespace", "wait");
    Awaitility.await("Pods have an account")
        .atMost(SOON)
        .until(() -> kubectl("get", "serviceaccounts", "-o", "name").contains("default"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deployment  | replicas: 2, TEMPLATE    | {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]} | | ''
          statefulset | serviceName: x, TEMPLATE | {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]} | | ''
          daemonset   | TEMPLATE                 | {}                     | | ''
          job         | POD                      | {"phase": "Succeeded"} | | ''
          job         | backoffLimit: 0, POD     | {"phase": "Failed"}    | not_ready | BackoffLimitExceeded
          """)
  void whatControllersMakePodsOf(
      String kind, String spec, String podStatus, String reason, String message) {
    String name = kind + "-" + (reason == null ? "good" : reason.replace('_', '-'));
    Instant start = Instant.now();
    CompletableFuture<JsonNode> waiting =
        beside(Map.of("resources", workload(kind, name, spec), "wait", true, "wait_timeout", 300));
    Awaitility.await("the wait is over")
        .atMost(SOON)
        .until(() -> {
          // What the kubelet would write.
          kubectl("get", "pods", "-o", "name", "-l", "app=" + name)
              .lines()
              .forEach(pod -> status(pod, podStatus));
          return waiting.isDone();
        });
    JsonNode answer = waiting.join();
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isEqualTo(reason != null);
    assertThat(answer.path("reason").asText(null)).isEqualTo(reason);
    assertThat(answer.path("msg").asText("")).contains(message);
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good    | {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]} | | ''
          done    | {"phase": "Succeeded"} | | ''
          pending | {"phase": "Pending"} | timeout | its phase is Pending
          unknown | {"phase": "Pending", "containerStatuses": [{"name": "c", "image": "i", "imageID": "", "ready": false, "restartCount": 0, "state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image"}}}]} | timeout | container c waits (ImagePullBackOff: Back-off pulling image)
          failed  | {"phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory."} | not_ready | it has failed (Evicted: The node was low on resource: memory.)
          """)
  void pods(String name, String status, String reason, String message) {
    String pod = workload("pod", name, "restartPolicy: Never, containers: [{name: c, image: i}]");
    JsonNode made = apply(pod, Map.of());
    assertThat(made.path("changed").asBoolean()).as(made.toString()).isTrue();
    status("pod/" + name, status);
    Instant start = Instant.now();
    int timeout = "timeout".equals(reason) ? 1 : 300;
    JsonNode answer = apply(pod, Map.of("wait", true, "wait_timeout", timeout));
    assertThat(answer.path("reason").asText(null)).as(answer.toString()).isEqualTo(reason);
    assertThat(answer.path("msg").asText("")).contains(message);
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
  }

  @Test
  void endsWhenADeploymentGivesUpMeanwhileWhateverElseIsWaitedFor() {
    String late = workload("deployment", "late", "progressDeadlineSeconds: 1, " + TEMPLATE);
    Instant start = Instant.now();
    JsonNode answer =
        apply(topic("beside") + "---\n" + late, Map.of("wait", true, "wait_timeout", 300));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("not_ready");
    assertThat(answer.path("msg").asText())
        .contains("Deployment wait/late")
        .contains("Progressing=False (ProgressDeadlineExceeded")
        .contains("has timed out progressing");
    assertThat(answer.path("conditions").findValuesAsText("type")).contains("Progressing");
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
  }

  /** The API server asks for credentials when a watch is opened, and never again. */
  @ParameterizedTest
  @ValueSource(strings = {"serviceaccount", "rolebinding"})
  void endsWhenTheAccountOrItsRightsAreTakenAwayMeanwhile(String taken) {
    String account = "of-" + taken;
    RealApi.kubectlWith(ACCOUNT.replace("NAME", account), "apply", "-f", "-");
    Map<String, Object> options =
        new HashMap<>(Map.of("namespace", "wait", "wait", true, "wait_timeout", 300));
    options.put(
        "host", RealApi.kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}"));
    options.put("api_key", RealApi.kubectl("create", "token", account, "-n", "wait").strip());
    options.put("validate_certs", false);
    options.put("resources", topic(account));
    CompletableFuture<JsonNode> waiting = besideAs(options);
    awaitThere("kafkatopic/" + account, waiting);
    Instant start = Instant.now();
    kubectl("delete", taken, account);
    JsonNode answer = waiting.join();
    assertThat(answer.path("reason").asText())
        .as(answer.toString())
        .isEqualTo(taken.equals("serviceaccount") ? "unauthenticated" : "forbidden");
    assertThat(answer.path("msg").asText()).contains("waiting for KafkaTopic wait/" + account);
    assertThat(answer.path("blocked_by").asText()).isEqualTo("KafkaTopic wait/" + account);
    assertThat(answer.toString()).doesNotContain(options.get("api_key").toString());
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
  }

  @Test
  void endsWhenAWatchThatIsOpenedAgainIsRefused() throws IOException {
    try (FaultyApi api = FaultyApi.with("WATCH", new Ended(), new TurnedAway(401, -1))) {
      JsonNode answer =
          Modules.call(
              new ApplyModule(),
              Map.of(
                  "host",
                  api.address(),
                  "namespace",
                  "wait",
                  "resources",
                  topic("refused"),
                  "wait",
                  true,
                  "wait_timeout",
                  300));
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("unauthenticated");
      assertThat(answer.path("msg").asText()).contains("waiting for KafkaTopic wait/refused");
    }
  }

  @Test
  void doesNotRushWhenEachWatchEndsAtOnce() throws IOException {
    Ended[] all = Collections.nCopies(10_000, new Ended()).toArray(Ended[]::new);
    try (FaultyApi api = FaultyApi.with("WATCH", all)) {
      Map<String, Object> options = new HashMap<>();
      options.put("host", api.address());
      options.put("namespace", "wait");
      options.put("resources", topic("rushed"));
      options.put("wait", true);
      options.put("wait_timeout", 5);
      JsonNode late = Modules.call(new ApplyModule(), options);
      assertThat(late.path("reason").asText()).as(late.toString()).isEqualTo("timeout");
      assertThat(api.requests()).isBetween(2, 8);
      // It sees what becomes ready although no watch tells it.
      int before = api.requests();
      options.put("wait_timeout", 120);
      CompletableFuture<JsonNode> waiting = besideAs(options);
      Awaitility.await("it waits")
          .atMost(SOON)
          .failFast(waiting::isDone)
          .until(() -> api.requests() > before);
      status(
          "kafkatopic/rushed",
          "{\"observedGeneration\": 1, \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}");
      assertThat(waiting.join().path("failed").asBoolean()).isFalse();
    }
  }

  private static final String ACCOUNT =
      """
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: NAME, namespace: wait}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: NAME, namespace: wait}
      rules: [{apiGroups: [kafka.strimzi.io], resources: [kafkatopics], verbs: ["*"]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: NAME, namespace: wait}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: NAME}
      subjects: [{kind: ServiceAccount, name: NAME, namespace: wait}]
      """;

  private static String topic(String name) {
    return "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: %s}, spec: {partitions: 1, replicas: 1}}\n"
        .formatted(name);
  }

  private static String workload(String kind, String name, String spec) {
    String type =
        switch (kind) {
          case "deployment" -> "apiVersion: apps/v1, kind: Deployment";
          case "daemonset" -> "apiVersion: apps/v1, kind: DaemonSet";
          case "statefulset" -> "apiVersion: apps/v1, kind: StatefulSet";
          case "job" -> "apiVersion: batch/v1, kind: Job";
          default -> "apiVersion: v1, kind: Pod";
        };
    return "{%s, metadata: {name: %s}, spec: {%s}}\n"
        .formatted(
            type,
            name,
            spec.replace("TEMPLATE", TEMPLATE).replace("POD", POD).replace("NAME", name));
  }

  private static void status(String resource, String status) {

    kubectl(
        "patch",
        resource,
        "--subresource=status",
        "--type=merge",
        "--patch={\"status\":" + status + "}");
  }

  private static String kubectl(String... arguments) {
    return RealApi.kubectl(
        Stream.concat(Stream.of("--namespace=wait"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static void awaitThere(String resource, CompletableFuture<?> waiting) {
    Awaitility.await(resource + " is there")
        .atMost(SOON)
        .failFast(waiting::isDone)
        .until(() -> !kubectl("get", resource, "--ignore-not-found", "-o", "name").isBlank());
  }

  private static CompletableFuture<JsonNode> beside(Map<String, ?> options) {
    Map<String, Object> all = RealApi.options(options);
    all.put("namespace", "wait");
    return besideAs(all);
  }

  private static CompletableFuture<JsonNode> besideAs(Map<String, ?> options) {
    return CompletableFuture.supplyAsync(
        () -> Modules.answer(Optional.of(Modules.RUN), new ApplyModule(), options),
        task -> Thread.ofPlatform().daemon().start(task));
  }

  private static JsonNode apply(String resources, Map<String, ?> more) {
    Map<String, Object> options = RealApi.options(more);
    options.put("resources", resources);
    options.put("namespace", "wait");
    return Modules.call(new ApplyModule(), options);
  }
}
