package dev.strimzidr.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.apply.ApplyModule;
import dev.strimzidr.module.Run;
import dev.strimzidr.record.RecordModule;
import dev.strimzidr.testing.FaultyApi;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Two runs of one user on one host, in one process even, want the lock of a pair: two namespaces of
 * one real API server.
 */
class PairLockTest {
  private static final int LEASE = 3;

  private volatile boolean going = true;
  private final Run first = new Run(() -> going);
  private final Run second = new Run(() -> true);
  private String pair = "";

  @BeforeEach
  void create(TestInfo test) {
    pair = "lock-" + Integer.toHexString(test.getDisplayName().hashCode());
    for (String site : List.of("prod", "dr")) {
      RealApi.kubectl("create", "namespace", namespace(site));
    }
    done(first, "create", Map.of("home_site", "prod"));
  }

  @AfterEach
  void unlock() {
    for (Run run : List.of(first, second)) {
      JsonNode unused = call(run, "unlock", Map.of());
    }
  }

  /** A step may be longer than the lease: the lock is renewed all the same. */
  @Test
  void aSecondRunDoesNotGoOnBesideTheFirst() {
    begin(first);
    String acquired = lease("prod", "acquireTime");
    await("a step of several leases")
        .atMost(Duration.ofSeconds(40))
        .until(() -> lease("prod", "renewTime").compareTo(later(acquired, 3 * LEASE)) > 0);
    JsonNode refused = call(second, "begin", move());
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("held");
    assertThat(refused.path("at_work").asBoolean()).isTrue();
    assertThat(refused.path("holder").asText()).isEqualTo(Holder.of(first).name());
    assertThat(refused.path("msg").asText()).contains("it is at work at dr");
    done(first, "step", Map.of("step", "fence_writes"));
  }

  /** An idle proxy ends watches, and a watch that has ended says nothing about the lock. */
  @Test
  void aWatchThatBreaksGivesNobodyTheLockOfARunThatLives() throws IOException {
    done(first, "lock", Map.of("lock_seconds", 20));
    FaultyApi.Fault broken = new FaultyApi.Broken(false);
    try (FaultyApi proxy =
        FaultyApi.with("WATCH", broken, broken, broken, new FaultyApi.TurnedAway(410, -1))) {
      JsonNode refused = call(second, "lock", through(proxy.address()));
      assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("held");
      assertThat(refused.path("at_work").asBoolean()).isTrue();
      assertThat(proxy.requests()).isGreaterThanOrEqualTo(4);
    }
    assertThat(lease("dr", "holderIdentity")).isEqualTo(Holder.of(first).name());
    done(first, "lock", Map.of());
  }

  @Test
  void anApiServerThatRestartsWithinTheLeaseGivesNobodyTheLock()
      throws InterruptedException, ExecutionException {
    done(first, "lock", Map.of("lock_seconds", 60));
    // The holder is not seen at work before the API server is back.
    going = false;
    FutureTask<JsonNode> waiting = new FutureTask<>(() -> call(second, "lock", Map.of()));
    Thread waiter = Thread.ofPlatform().start(waiting);
    await("the first look").until(() -> second.shared(RunLocks.class, RunLocks::new).sawAny());
    restartApiServer();
    going = true;
    waiter.join();
    JsonNode refused = waiting.get();
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("held");
    assertThat(refused.path("at_work").asBoolean()).isTrue();
    done(first, "lock", Map.of());
  }

  @Test
  void aRunThatSleptForLongerThanItsLeaseIsRefusedEverything() {
    begin(first);
    going = false;
    JsonNode taken = begin(second);
    assertThat(taken.path("waited_seconds").asDouble()).isBetween(LEASE - 0.1, LEASE + 15.0);
    going = true;
    String record = stored("prod");
    for (String action : List.of("lock", "begin", "step", "finish")) {
      JsonNode refused = call(first, action, all());
      assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("lock_lost");
    }
    JsonNode other =
        Modules.answer(
            Optional.of(first),
            new Guarded(new ApplyModule()),
            RealApi.configMap(namespace("prod"), "late"));
    assertThat(other.path("reason").asText()).as(other.toString()).isEqualTo("lock_lost");
    assertThat(call(first, "unlock", Map.of()).path("changed").asBoolean()).isFalse();
    assertThat(stored("prod")).isEqualTo(record);
    assertThat(lease("prod", "holderIdentity")).isEqualTo(Holder.of(second).name());
  }

  /** What it writes between the comparison of the holder and the end of its sleep. */
  @Test
  void aWriteThatWasOnItsWayMeanwhileIsAConflict() {
    begin(first);
    String sent = RealApi.kubectl(get("configmap", "prod", "--output=json"));
    JsonNode before = call(first, "read", Map.of());
    going = false;
    JsonNode taken = begin(second);
    assertThat(taken.at("/record/revision").asLong())
        .isEqualTo(before.at("/record/revision").asLong() + 2);
    assertThat(taken.at("/record/move")).isEqualTo(before.at("/record/move"));
    assertThat(stored("prod")).isEqualTo(stored("dr"));
    try {
      RealApi.kubectlWith(sent, "replace", "--filename=-");
      throw new IllegalStateException("written");
    } catch (AssertionError conflict) {
      assertThat(conflict).hasMessageContaining("the object has been modified");
    }
  }

  @Test
  void shortWaitsOfOneRunAddUp() {
    done(first, "lock", Map.of("lock_seconds", 6));
    going = false;
    Map<String, Object> wait = Map.of("wait_seconds", 1);
    JsonNode refused = call(second, "lock", wait);
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("held");
    assertThat(refused.path("at_work").asBoolean()).isFalse();
    assertThat(refused.path("free_in_seconds").asLong()).isBetween(1L, 6L);
    assertThat(refused.path("waited_seconds").asDouble()).isBetween(0.9, 4.0);
    assertThat(refused.path("held_since").asText()).endsWith("Z");
    assertThat(refused.path("msg").asText())
        .contains(Holder.of(first).name(), "It was not renewed for", "it is free in");
    await("the lock")
        .atMost(Duration.ofSeconds(40))
        .until(() -> call(second, "lock", wait).path("changed").asBoolean());
    assertThat(lease("dr", "holderIdentity")).isEqualTo(Holder.of(second).name());
  }

  @Test
  void aModuleWithAJvmOfItsOwnTakesNoLock() {
    for (String action : List.of("lock", "begin")) {
      JsonNode refused =
          Modules.answer(Optional.empty(), new RecordModule(), options(action, all()));
      assertThat(refused.path("reason").asText())
          .as(refused.toString())
          .isEqualTo("invalid_argument");
      assertThat(refused.path("msg").asText()).contains("STRIMZI_DR_SERVER=false");
    }
    JsonNode step = Modules.answer(Optional.empty(), new RecordModule(), options("step", all()));
    assertThat(step.path("reason").asText()).as(step.toString()).isEqualTo("lock_lost");
    assertThat(lease("prod", "holderIdentity")).isEmpty();
  }

  @Test
  void aLeaseHasThreeToThreeHundredSeconds() {
    for (int seconds : new int[] {2, 301}) {
      JsonNode refused = call(first, "lock", Map.of("lock_seconds", seconds));
      assertThat(refused.path("msg").asText())
          .contains(
              "option lock_seconds: given is %d, allowed are seconds from 3 to 300"
                  .formatted(seconds));
    }
  }

  private JsonNode begin(Run run) {
    return done(run, "begin", move());
  }

  private static Map<String, Object> move() {
    return Map.of("move", "switchover", "to", "dr", "lock_seconds", LEASE);
  }

  /** What all actions together require. */
  private static Map<String, Object> all() {
    Map<String, Object> all = new HashMap<>(move());
    all.putAll(Map.of("step", "fence_writes", "outcome", "switchover"));
    return all;
  }

  private JsonNode done(Run run, String action, Map<String, ?> more) {
    JsonNode answer = call(run, action, more);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }

  private JsonNode call(Run run, String action, Map<String, ?> more) {
    return Modules.answer(Optional.of(run), new RecordModule(), options(action, more));
  }

  private Map<String, Object> options(String action, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", List.of(site("prod"), site("dr")));
    options.putAll(more);
    options.put("action", action);
    return options;
  }

  /** Both sites behind a proxy. */
  private Map<String, Object> through(String address) {
    return Map.of(
        "sites",
        List.of("prod", "dr").stream()
            .map(site -> {
              Map<String, Object> proxied = new HashMap<>(site(site));
              proxied.put("host", address);
              return proxied;
            })
            .toList());
  }

  private Map<String, Object> site(String site) {
    return RealApi.site(site, namespace(site));
  }

  private String namespace(String site) {
    return pair + "-" + site;
  }

  private String lease(String site, String field) {
    return RealApi.kubectl(get("lease", site, "--output=jsonpath={.spec.%s}".formatted(field)));
  }

  private String stored(String site) {
    return RealApi.kubectl(get("configmap", site, "--output=jsonpath={.data.record\\.json}"));
  }

  private String[] get(String kind, String site, String output) {
    return new String[] {
      "get",
      kind,
      "strimzi-dr-record",
      "--ignore-not-found",
      "--namespace=" + namespace(site),
      output
    };
  }

  private static String later(String time, long seconds) {
    return Instant.parse(time).plusSeconds(seconds).toString();
  }

  private static void restartApiServer() {
    ProcessHandle server =
        ProcessHandle.current()
            .descendants()
            .filter(process ->
                process
                    .info()
                    .command()
                    .map(command -> Path.of(command).endsWith("kube-apiserver"))
                    .orElse(false))
            .findFirst()
            .orElseThrow();
    boolean killed = server.destroyForcibly();
    assertThat(killed).isTrue();
    await("the API server").atMost(Duration.ofMinutes(1)).until(() -> ready());
  }

  private static boolean ready() {
    try {
      return RealApi.kubectl("get", "--raw=/readyz").equals("ok");
    } catch (AssertionError notYet) {
      return false;
    }
  }
}
