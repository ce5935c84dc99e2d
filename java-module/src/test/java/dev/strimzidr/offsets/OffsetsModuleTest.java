package dev.strimzidr.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.OffsetsRequest;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.mirror.TestOperator;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mirror from dr into prod, after records went from prod to dr. */
class OffsetsModuleTest {
  private static final String NAME = "mirror";
  private static final String TOPIC = OffsetsPair.PROD + "-topic";
  private static final String OTHER = OffsetsPair.PROD + "-other";

  private static OffsetsPair pair;
  private TestOperator operator;
  private volatile Behaviour behaviour = Behaviour.STORES;

  /** What the operator does when offsets are to be altered. */
  private enum Behaviour {
    STORES,
    REFUSES,
    SAYS_NOTHING,
    ONLY_SAYS_SO
  }

  @BeforeAll
  static void start() {
    pair = OffsetsPair.start();
    pair.topic(TOPIC, 100, 0, 20);
    pair.topic(OTHER, 10);
  }

  @BeforeEach
  void stopped() {
    behaviour = Behaviour.STORES;
    pair.forget();
    operator = new TestOperator(OffsetsPair.PROD, NAME, this::serve);
    mirror("stopped");
  }

  @AfterEach
  void clean() {
    operator.close();
    RealApi.kubectl("delete", "kmm2,configmaps", "--all", "--namespace=" + OffsetsPair.PROD);
    RealApi.kubectl("delete", "kmm2", "--all", "--namespace=" + OffsetsPair.DR);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void setsForkPointsOnceAndSaysBeforeWhatItWillDo() {
    Map<String, Object> options =
        set(forks("2026-01-31T03:00:00Z", TOPIC, list(90, null, 19), list(61, 0, 13)));
    pair.store(OTHER, 0, 9);

    JsonNode predicted = Modules.check(module(), options);
    assertThat(predicted.path("changed").asBoolean()).as(predicted.toString()).isTrue();
    assertThat(pair.stored()).containsOnlyKeys(OTHER + "-0");

    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("changes")).isEqualTo(predicted.path("changes")).hasSize(3);
    assertThat(pair.stored())
        .containsOnly(Map.entry(TOPIC + "-0", 60L), Map.entry(TOPIC + "-2", 12L));
    assertThat(answer.path("from_beginning").toString()).isEqualTo("[\"" + OTHER + "-0\"]");
    assertThat(answer.path("stored").path(TOPIC).toString()).isEqualTo("[60,null,12]");

    for (JsonNode again :
        List.of(Modules.check(module(), options), Modules.call(module(), options))) {
      assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();
    }
    assertNothingIsAsked();
    JsonNode read = Modules.call(module(), options());
    assertThat(read.path("changed").asBoolean()).isFalse();
    assertThat(read.path("stored")).isEqualTo(answer.path("stored"));
  }

  @Test
  void theSameForkPointsDoNotSetBackWhatHasGoneOnAndOthersDo() {
    Modules.call(
        module(), set(forks("2026-01-31T03:00:00Z", TOPIC, list(9, 9, 9), list(61, 0, 13))));
    pair.store(TOPIC, 0, 80);
    pair.store(OTHER, 0, 5);

    JsonNode again =
        Modules.call(
            module(), set(forks("2026-01-31T03:00:00Z", TOPIC, list(9, 9, 9), list(61, 0, 13))));
    assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();
    assertThat(pair.stored()).containsEntry(TOPIC + "-0", 80L).containsEntry(OTHER + "-0", 5L);

    Modules.call(
        module(), set(forks("2026-02-28T03:00:00Z", TOPIC, list(9, 9, 9), list(61, 0, 13))));
    assertThat(pair.stored()).containsEntry(TOPIC + "-0", 60L).doesNotContainKey(OTHER + "-0");
  }

  @Test
  void aMirrorThatRunsIsLeftAlone() {
    mirror("running");
    JsonNode answer =
        Modules.call(module(), set(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2))));
    assertRefused(
        answer,
        "KafkaMirrorMaker2 mirror at offsets-prod is not seen stopped (it is wanted running)");
  }

  @Test
  void theOtherDirectionHasToBeSeenStopped() {
    RealApi.kubectlWith(
        """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaMirrorMaker2
        metadata: {name: mirror, namespace: %s}
        spec:
          replicas: 1
          target: {alias: dr, bootstrapServers: 'x:1', groupId: x, configStorageTopic: x, offsetStorageTopic: x, statusStorageTopic: x}
          mirrors: [{source: {alias: prod, bootstrapServers: 'x:1'}, sourceConnector: {state: stopped}}]
        """
            .formatted(OffsetsPair.DR),
        "apply",
        "--filename=-");
    Map<String, Object> options = set(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2)));
    JsonNode answer = Modules.call(module(), options);
    assertRefused(
        answer,
        "KafkaMirrorMaker2 mirror at offsets-dr is not seen stopped (no operator has looked at it");
    assertThat(answer.path("msg").asText()).contains("both directions at once");
    try (TestOperator other = new TestOperator(OffsetsPair.DR, NAME, mirror -> {})) {
      await()
          .untilAsserted(() ->
              assertThat(Modules.call(module(), options).path("failed").asBoolean()).isFalse());
      assertThat(other.mirror().namespace()).isEqualTo(OffsetsPair.DR);
    }
  }

  @Test
  void whatRetentionHasTakenIsSaidAndHasToBeAccepted() {
    pair.topic("short", 30);
    pair.deleteBefore("short", 20);
    Map<String, Object> options = set(forks("2026-01-31T03:00:00Z", "short", list(7), list(8)));
    JsonNode answer = Modules.call(module(), options);
    assertRefused(answer, "retention at offsets-dr has taken 12 offsets of short-0");
    assertThat(answer.path("lost_offsets").asInt()).isEqualTo(12);
    options.put("accept", List.of("lost"));
    answer = Modules.call(module(), options);
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(pair.stored()).containsEntry("short-0", 7L);
  }

  @Test
  void aRunThatWasCutOffIsTakenBackAndFinished() {
    // Killed after it had asked: what it asked for is still there, and would be done some day.
    operator.close();
    RealApi.kubectl(
        "create",
        "configmap",
        "mirror-offsets-to-store",
        "--namespace=" + OffsetsPair.PROD,
        "--from-literal=offsets-dr--offsets-prod.MirrorSourceConnector.json={\"offsets\": [{\"partition\": {\"cluster\": \"offsets-dr\", \"partition\": 0, \"topic\": \"%s\"}, \"offset\": {\"offset\": 3}}]}"
            .formatted(TOPIC));
    try (TestOperator later = new TestOperator(OffsetsPair.PROD, "nobody", mirror -> {})) {
      OffsetsRequest.ask(
          later.api(),
          new Ref(KnownKinds.KAFKA_MIRROR_MAKER_2, OffsetsPair.PROD, NAME),
          "alter",
          "offsets-dr->offsets-prod.MirrorSourceConnector");
    }
    operator = new TestOperator(OffsetsPair.PROD, NAME, this::serve);
    Map<String, Object> options = set(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2)));
    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(pair.stored()).containsOnly(Map.entry(OTHER + "-0", 1L));
    assertNothingIsAsked();
  }

  @Test
  void whatStrimziRefusesIsSaidAndAskedForNoMore() {
    behaviour = Behaviour.REFUSES;
    JsonNode answer =
        Modules.call(module(), set(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2))));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("rejected");
    assertThat(answer.path("msg").asText()).contains("no offset was stored: it cannot");
    assertNothingIsAsked();
  }

  @Test
  void anOperatorThatSaysNothingIsAskedNoMoreInTheEnd() {
    behaviour = Behaviour.SAYS_NOTHING;
    operator.close();
    Map<String, Object> options = set(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2)));
    options.put("timeout", 3);
    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(answer.path("msg").asText()).contains("has not stored the offsets in time");
    operator = new TestOperator(OffsetsPair.PROD, NAME, this::serve);
    assertNothingIsAsked();
  }

  @Test
  void whatStrimziOnlySaysIsNotBelieved() {
    behaviour = Behaviour.ONLY_SAYS_SO;
    JsonNode answer =
        Modules.call(module(), set(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2))));
    assertRefused(
        answer,
        "Strimzi says that it has stored offsets of the mirror mirror at offsets-prod, but 1 of"
            + " them");
    assertNothingIsAsked();
  }

  @Test
  void wrongNamesAreRefusedBeforeAnythingIsAsked() {
    Map<String, Object> wrong =
        new HashMap<>(forks("2026-01-31T03:00:00Z", OTHER, list(1), list(2)));
    wrong.put("to", "elsewhere");
    JsonNode answer = Modules.call(module(), set(wrong));
    assertThat(answer.path("reason").asText()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("from 'offsets-prod' and to 'elsewhere'");
  }

  @Test
  void aTopicThatIsToBeCopiedAnewIsForgottenWithThePositionsInIt() {
    String copy = OffsetsPair.PROD + "-anew";
    pair.topic(copy, 5);
    pair.topic(OffsetsPair.CHECKPOINTS, 0);
    Map<String, Object> forks = forks("2026-01-31T03:00:00Z", copy, list((Integer) null), list(3));
    Modules.call(module(), set(forks));
    pair.store(OTHER, 0, 5);
    pair.commit("readers", copy, 4);
    pair.commit("readers", OTHER, 7);
    assertThat(pair.stored()).containsOnly(Map.entry(copy + "-0", 2L), Map.entry(OTHER + "-0", 5L));

    Map<String, Object> options = options();
    options.put("forget", List.of(copy));
    options.put("remove_copies", List.of(copy, OTHER));
    assertThat(Modules.call(module(), options).path("msg").asText())
        .isEqualTo(
            "option remove_copies: given are [%s, %s], allowed are topics that the option forget names too"
                .formatted(copy, OTHER));
    options.put("remove_copies", List.of(copy));

    JsonNode predicted = Modules.check(module(), options);
    assertThat(predicted.path("changed").asBoolean()).as(predicted.toString()).isTrue();
    assertThat(pair.stored()).containsKey(copy + "-0");

    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("forgotten_partitions").asInt()).isEqualTo(1);
    assertThat(answer.path("removed_positions").asInt()).isEqualTo(1);
    assertThat(answer.path("removed_copies").toString()).isEqualTo("[\"" + copy + "\"]");
    assertThat(pair.stored()).containsOnlyKeys(OTHER + "-0");
    assertThat(pair.positions("readers"))
        .containsEntry(OTHER, List.of(7L, 7L))
        .containsEntry(copy, List.of(0L));
    assertNothingIsAsked();

    JsonNode again = Modules.call(module(), options);
    assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();

    // Who makes the mirror again does not send it back to where the logs of the former topic
    // parted.
    pair.topic(copy, 5);
    JsonNode set = Modules.call(module(), set(forks));
    assertThat(set.path("failed").asBoolean()).as(set.toString()).isFalse();
    assertThat(set.path("from_beginning").toString()).contains(copy + "-0");
    assertThat(pair.stored()).containsOnlyKeys(OTHER + "-0");
    pair.delete(copy, OffsetsPair.CHECKPOINTS);
  }

  @Test
  void whatIsStoredBelongsToTheTopicsThatTheForkPointsAreOf() {
    Map<String, Object> forks =
        Map.of(
            "from",
            OffsetsPair.PROD,
            "to",
            OffsetsPair.DR,
            "at",
            "2026-01-31T03:00:00Z",
            "topics",
            Map.of(
                TOPIC,
                Map.of(
                    "copied", list(9, 9, 9), "ends", list(61, 0, 13), "id", "an-earlier-topic")));
    JsonNode answer = Modules.call(module(), set(forks));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    JsonNode map =
        operator.api().get(new Ref(KnownKinds.CONFIG_MAP, OffsetsPair.PROD, NAME + "-topics"));
    assertThat(map.path("data").path("topics.json").asText())
        .contains("\"%s\":[\"an-earlier-topic\",\"".formatted(TOPIC))
        .contains("\"%s\":[\"".formatted(OTHER));
    assertThat(map.path("data").path("mirror.json").asText())
        .contains("\"from\":\"offsets-dr\",\"to\":\"offsets-prod\"");
  }

  @Test
  void whatAnEarlierMirrorHasLeftGoesOnlyWhenItIsGone() {
    pair.topic("__left-config", 0);
    pair.topic("offsets-dr.checkpoints.internal", 0);
    pair.topic("offsets-prod.checkpoints.internal", 0);
    Map<String, Object> options = options();
    options.put("state", "absent");
    options.put("group", "left");
    options.put("storage_topics", List.of("__left-config", "__left-status"));
    JsonNode there = Modules.call(module(), options);
    assertThat(there.path("changed").asBoolean()).as(there.toString()).isFalse();
    assertThat(there.path("found").asBoolean()).isTrue();

    RealApi.kubectl("delete", "kmm2", "--all", "--namespace=" + OffsetsPair.PROD);
    try (AutoCloseable worker = pair.member("left", OTHER)) {
      assertRefused(Modules.call(module(), options), "the group left at");
      assertThat(worker).isNotNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    JsonNode predicted = Modules.check(module(), options);
    JsonNode gone = Modules.call(module(), options);
    assertThat(gone.path("changed").asBoolean()).as(gone.toString()).isTrue();
    assertThat(gone.path("removed_topics")).isEqualTo(predicted.path("removed_topics"));
    assertThat(gone.path("removed_topics").toString())
        .isEqualTo("[\"__left-config\",\"offsets-dr.checkpoints.internal\"]");
    assertThat(Modules.call(module(), options).path("changed").asBoolean()).isFalse();

    options.put("storage_topics", List.of("__consumer_offsets"));
    assertThat(Modules.call(module(), options).path("msg").asText())
        .contains("option storage_topics: given is '__consumer_offsets'");
    options.put("storage_topics", List.of(OTHER));
    assertThat(Modules.call(module(), options).path("reason").asText())
        .isEqualTo("invalid_argument");
  }

  private void serve(JsonNode mirror) {
    switch (behaviour) {
      case STORES -> pair.alter(operator.api(), "mirror-offsets-to-store");
      case REFUSES -> throw new IllegalStateException("it cannot");
      case SAYS_NOTHING, ONLY_SAYS_SO -> {}
    }
  }

  /** Neither annotations nor offsets, with which something would be stored some day. */
  private void assertNothingIsAsked() {
    assertThat(OffsetsRequest.pending(operator.api().get(operator.mirror()))).isEmpty();
    assertThat(
            RealApi.kubectl(
                "get", "configmaps", "--namespace=" + OffsetsPair.PROD, "--output=yaml"))
        .doesNotContain("\"offsets\\\"")
        .doesNotContain("MirrorSourceConnector.json");
  }

  private static void assertRefused(JsonNode answer, String why) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("reason").asText()).isEqualTo("contradiction");
    assertThat(answer.path("msg").asText()).contains(why);
  }

  private static void mirror(String state) {
    JsonNode applied =
        TestMirror.apply(OffsetsPair.PROD, NAME, OffsetsPair.DR, OffsetsPair.PROD, state);
    assertThat(applied.path("failed").asBoolean()).as(applied.toString()).isFalse();
  }

  private static Map<String, Object> forks(
      String at, String topic, List<@Nullable Integer> copied, List<@Nullable Integer> ends) {
    return Map.of(
        "from",
        OffsetsPair.PROD,
        "to",
        OffsetsPair.DR,
        "at",
        at,
        "topics",
        Map.of(topic, Map.of("copied", copied, "ends", ends)));
  }

  private static List<@Nullable Integer> list(@Nullable Integer... offsets) {
    return Arrays.asList(offsets);
  }

  private static Map<String, Object> set(Map<String, Object> forks) {
    Map<String, Object> options = options();
    options.put("fork_points", forks);
    return options;
  }

  private static Map<String, Object> options() {
    return new HashMap<>(
        Map.of(
            "sites",
            OffsetsPair.sites(),
            "source",
            OffsetsPair.DR,
            "name",
            NAME,
            "listener",
            "plain",
            "user",
            "nobody",
            "timeout",
            20));
  }

  private static OffsetsModule module() {
    return new OffsetsModule();
  }
}
