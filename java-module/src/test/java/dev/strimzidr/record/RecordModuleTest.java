package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.lock.Holder;
import dev.strimzidr.module.Run;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Two namespaces of one real API server stand for two sites. */
class RecordModuleTest {
  @Test
  void aMoveIsJournalledAtBothSitesUnderOneLock() {
    Pair pair = Pair.create("journal");
    assertThat(pair.run("lock", Map.of()).path("changed").asBoolean()).isTrue();
    assertThat(pair.holder("prod")).isEqualTo(pair.holder("dr")).contains(", run ");
    pair.run("begin", Map.of("move", "switchover", "to", "dr"));
    pair.run("step", Map.of("step", "fence_writes", "access", Map.of("prod", "read_only")));
    JsonNode closed =
        pair.run("step", Map.of("step", "fence_reads", "access", Map.of("prod", "closed")));
    assertThat(closed.at("/record/access/prod").asText()).as(closed.toString()).isEqualTo("closed");
    assertThat(closed.at("/record/move/steps")).hasSize(2);
    assertThat(closed.at("/record/move/steps/0/done").asText()).isNotEmpty();
    assertThat(closed.at("/record/move/steps/1/done").isNull()).isTrue();
    JsonNode read = pair.run("read", Map.of());
    assertThat(read.path("record")).isEqualTo(closed.path("record"));
    assertThat(pair.stored("prod")).isEqualTo(pair.stored("dr"));
    assertThat(pair.run("unlock", Map.of()).path("changed").asBoolean()).isTrue();
    assertThat(pair.holder("dr")).isEmpty();
    assertThat(pair.run("unlock", Map.of()).path("changed").asBoolean()).isFalse();
  }

  @Test
  void withoutTheLockNothingGoesOn() {
    Pair pair = Pair.create("unlocked");
    pair.run("begin", Map.of("move", "switchover", "to", "dr"));
    assertThat(pair.holder("prod")).isEqualTo(pair.holder());
    assertThat(pair.holder("dr")).isEqualTo(pair.holder());
    pair.run("unlock", Map.of());
    JsonNode refused = pair.run("step", Map.of("step", "fence_writes"));
    assertThat(refused.path("reason").asText()).isEqualTo("lock_lost");
    assertThat(refused.path("msg").asText()).contains("does not hold the lock at dr");
    assertThat(pair.run("read", Map.of()).at("/record/move/steps")).isEmpty();
  }

  @Test
  void whatChangedWhileTheLockWasWaitedForCounts() throws InterruptedException {
    Pair pair = Pair.create("waited");
    String first = pair.stored("prod");
    pair.run("begin", Map.of("move", "switchover", "to", "dr"));
    String moving = pair.stored("prod");
    pair.run("unlock", Map.of());
    both(pair, first);
    pair.hold("prod", "someone@elsewhere, run 1", 3);
    FutureTask<JsonNode> beginning =
        new FutureTask<>(() -> pair.run("begin", Map.of("move", "failback", "to", "dr")));
    Thread waiting = Thread.ofPlatform().start(beginning);
    both(pair, moving);
    waiting.join();
    JsonNode refused = beginning.resultNow();
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("contradiction");
    assertThat(refused.path("msg").asText()).contains("a switchover to dr is under way");
  }

  private static void both(Pair pair, String record) {
    pair.store("prod", record);
    pair.store("dr", record);
  }

  @Test
  void aRunThatIsAtWorkKeepsTheLock() throws InterruptedException {
    Pair pair = Pair.create("held");
    pair.hold("dr", "someone@elsewhere, run 1", 60);
    FutureTask<JsonNode> locking = new FutureTask<>(() -> pair.run("lock", Map.of()));
    Thread waiting = Thread.ofPlatform().start(locking);
    for (int second = 1; !locking.isDone() && second < 60; second++) {
      pair.renew("dr", second);
    }
    waiting.join();
    JsonNode refused = locking.resultNow();
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("held");
    assertThat(refused.path("msg").asText()).contains("someone@elsewhere, run 1", "at work at dr");
    assertThat(pair.holder("prod")).isEmpty();
  }

  @Test
  void aHolderOfTheSameHostIsNotTakenForOneThatHasEnded() throws UnknownHostException {
    Pair pair = Pair.create("dead");
    pair.hold(
        "prod",
        "someone@%s, process %d of 2020-01-01T00:00:00Z"
            .formatted(InetAddress.getLocalHost().getHostName(), ProcessHandle.current().pid()),
        3600);
    JsonNode refused = pair.run("lock", Map.of("wait_seconds", 1));
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("held");
    assertThat(refused.path("free_in_seconds").asLong()).isBetween(3500L, 3600L);
  }

  @Test
  void whoHoldsTheLockIsTold() {
    Pair pair = Pair.create("told");
    pair.hold("dr", "someone@elsewhere, run 1", 60);
    assertThat(pair.run("read", Map.of()).path("holders"))
        .hasToString("{\"dr\":\"someone@elsewhere, run 1\"}");
  }

  @Test
  void aRunElsewhereThatDoesNotRenewLosesTheLockAfterItsTime() {
    Pair pair = Pair.create("expired");
    pair.hold("prod", "someone@elsewhere, run 1", 2);
    Instant start = Instant.now();
    JsonNode locked = pair.run("lock", Map.of());
    assertThat(locked.path("changed").asBoolean()).as(locked.toString()).isTrue();
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    assertThat(locked.path("waited_seconds").asDouble()).isGreaterThan(1.9);
    assertThat(pair.holder("prod")).isEqualTo(pair.holder());
  }

  @Test
  void whoLostTheLockCannotGoOn() {
    Pair pair = Pair.create("lost");
    pair.run("begin", Map.of("move", "switchover", "to", "dr"));
    pair.hold("prod", "someone@elsewhere, run 1", 60);
    JsonNode refused = pair.run("step", Map.of("step", "fence_writes"));
    assertThat(refused.path("reason").asText()).isEqualTo("lock_lost");
    assertThat(refused.path("msg").asText()).contains("someone@elsewhere, run 1 does");
  }

  @Test
  void aSiteThatMissedAStepIsToldWithTheNextOne() {
    Pair pair = Pair.create("missed");
    String first = pair.stored("dr");
    pair.run("begin", Map.of("move", "switchover", "to", "dr"));
    pair.store("dr", first);
    JsonNode read = pair.run("read", Map.of());
    assertThat(read.at("/record/phase").asText()).isEqualTo("switchover");
    pair.run("step", Map.of("step", "fence_writes", "access", Map.of("prod", "read_only")));
    assertThat(pair.stored("dr")).isEqualTo(pair.stored("prod")).contains("read_only");
  }

  @Test
  void aSiteThatNeedNotTakePartIsNotWaitedFor() throws IOException {
    Pair pair = Pair.create("frozen");
    try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Object> dr = new HashMap<>(pair.site("dr"));
      dr.put("host", "https://127.0.0.1:" + frozen.getLocalPort());
      Map<String, Object> without =
          Map.of("sites", List.of(pair.site("prod"), dr), "at", List.of("prod"));
      Instant start = Instant.now();
      assertThat(pair.run("lock", without).path("changed").asBoolean()).isTrue();
      Map<String, Object> step = new HashMap<>(without);
      step.putAll(Map.of("move", "switchover", "to", "dr"));
      JsonNode begun = pair.run("begin", step);
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(14));
      assertThat(begun.at("/record/phase").asText()).as(begun.toString()).isEqualTo("switchover");
      assertThat(begun.at("/sites/dr/why").asText()).contains("does not answer within 1 s");
    }
    assertThat(pair.stored("prod")).contains("switchover");
    assertThat(pair.stored("dr")).doesNotContain("switchover");
    assertThat(pair.holder("dr")).isEmpty();
  }

  @Test
  void checkModeWritesNothing() {
    Pair pair = Pair.create("check");
    assertThat(pair.check("lock", Map.of()).path("changed").asBoolean()).isTrue();
    assertThat(pair.holder("prod")).isEmpty();
    JsonNode begun = pair.check("begin", Map.of("move", "switchover", "to", "dr"));
    assertThat(begun.at("/record/phase").asText()).as(begun.toString()).isEqualTo("switchover");
    assertThat(pair.run("read", Map.of()).at("/record/phase").asText()).isEqualTo("steady");
  }

  @Test
  void wrongOptionsAreNamed() {
    Pair pair = Pair.create("wrong");
    assertThat(pair.run("begin", Map.of("move", "switchover", "to", "moon")).path("msg").asText())
        .contains("option to: given is 'moon'");
    assertThat(
            pair.run("step", Map.of("step", "x", "access", Map.of("prod", "ajar")))
                .path("msg")
                .asText())
        .contains("option access.prod: given is 'ajar', allowed are open, read_only, closed");
    assertThat(
            pair.run("step", Map.of("step", "x", "fork_points", Map.of("from", "prod")))
                .path("msg")
                .asText())
        .contains("option fork_points.to is required");
  }

  private record Pair(String name, Run owner) {
    static Pair create(String name) {
      Pair pair = new Pair(name, new Run(() -> true));
      for (String site : List.of("prod", "dr")) {
        RealApi.kubectl("create", "namespace", pair.namespace(site));
      }
      JsonNode made = pair.run("create", Map.of("home_site", "prod"));
      assertThat(made.path("changed").asBoolean()).as(made.toString()).isTrue();
      return pair;
    }

    JsonNode run(String action, Map<String, ?> more) {
      return Modules.answer(Optional.of(owner), new RecordModule(), options(action, more));
    }

    JsonNode check(String action, Map<String, ?> more) {
      return Modules.check(new RecordModule(), options(action, more));
    }

    private Map<String, Object> options(String action, Map<String, ?> more) {
      Map<String, Object> options = new HashMap<>();
      options.put("sites", List.of(site("prod"), site("dr")));
      options.putAll(more);
      options.put("action", action);
      return options;
    }

    private Map<String, Object> site(String site) {
      return RealApi.site(site, namespace(site));
    }

    String holder() {
      return Holder.of(owner).name();
    }

    String holder(String site) {
      return RealApi.kubectl(
          "get",
          "lease",
          "strimzi-dr-record",
          "--ignore-not-found",
          "--namespace=" + namespace(site),
          "--output=jsonpath={.spec.holderIdentity}");
    }

    void hold(String site, String holder, int seconds) {
      RealApi.kubectlWith(
          """
          {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
           "metadata": {"name": "strimzi-dr-record", "namespace": "%s"},
           "spec": {"holderIdentity": "%s", "leaseDurationSeconds": %d,
                    "renewTime": "2026-11-24T22:00:00.000000Z"}}
          """
              .formatted(namespace(site), holder, seconds),
          "apply",
          "--server-side",
          "--force-conflicts",
          "--filename=-");
    }

    void renew(String site, int second) {
      RealApi.kubectl(
          "patch",
          "lease",
          "strimzi-dr-record",
          "--namespace=" + namespace(site),
          "--type=merge",
          "--patch={\"spec\":{\"renewTime\":\"2026-11-24T22:00:%02d.000000Z\"}}".formatted(second));
    }

    String stored(String site) {
      return RealApi.kubectl(
          "get",
          "configmap",
          "strimzi-dr-record",
          "--namespace=" + namespace(site),
          "--output=jsonpath={.data.record\\.json}");
    }

    void store(String site, String record) {
      RealApi.kubectl(
          "patch",
          "configmap",
          "strimzi-dr-record",
          "--namespace=" + namespace(site),
          "--type=merge",
          "--patch="
              + new com.fasterxml.jackson.databind.ObjectMapper()
                  .createObjectNode()
                  .set(
                      "data",
                      new com.fasterxml.jackson.databind.ObjectMapper()
                          .createObjectNode()
                          .put("record.json", record)));
    }

    private String namespace(String site) {
      return "record-%s-%s".formatted(name, site);
    }
  }
}
