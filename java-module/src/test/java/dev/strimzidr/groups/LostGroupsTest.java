package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups whose source is lost: where its API server was, somebody counts who comes. */
class LostGroupsTest {
  private static LostMirror mirror;
  private static ServerSocket lost;

  @BeforeAll
  static void start() throws Exception {
    mirror = LostMirror.start();
    lost = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    lost.setSoTimeout(1);
  }

  @AfterAll
  static void close() throws IOException {
    mirror.close();
    lost.close();
  }

  @Test
  void aGroupGoesOnAtItsNextRecordAlthoughItsTranslationIsFarBehind() throws Exception {
    String topic = topic("exact");
    mirror.copy(topic, 0, 1000, 10);
    mirror.checkpoint("exact-far", topic, 640, 1);
    mirror.checkpoint("exact-near", topic, 999, 1);
    JsonNode answer = place("exact-far", "exact-near");
    // Behind each ten records there is a marker.
    assertThat(partition(answer).path("placed").asText()).isEqualTo("counted");
    assertThat(partition(answer).path("source").asLong()).isEqualTo(640);
    assertThat(partition(answer).path("before").isNull()).isTrue();
    assertThat(partition(answer).path("target").asLong()).isEqualTo(704);
    assertThat(partition(answer).path("may_repeat").asLong()).isEqualTo(359);
    assertThat(answer.path("changed").asBoolean()).isTrue();
    assertThat(mirror.position("exact-far", topic)).isEqualTo(704);
    assertThat(mirror.position("exact-near", topic)).isEqualTo(1098);
    assertThat(place("exact-far", "exact-near").path("changed").asBoolean()).isFalse();
  }

  @Test
  void aMirrorThatWasRemovedIsTheOneThatWasDeclared() throws Exception {
    String topic = topic("removed");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("removed", topic, 40, 4);
    assertThat(call(List.of("removed"), Map.of("name", "gone")).path("reason").asText())
        .isEqualTo("not_found");
    Map<String, Object> declared =
        new ObjectMapper(new YAMLFactory())
            .readValue(LostMirror.exact("gone"), new TypeReference<>() {});
    JsonNode answer = call(List.of("removed"), Map.of("name", "gone", "resource", declared));
    assertThat(partition(answer).path("placed").asText()).isEqualTo("counted");
    assertThat(mirror.position("removed", topic)).isEqualTo(40);
  }

  /** With each record a transaction of its own at the source, it stands at an even offset there. */
  @Test
  void holesAtTheSourceSkipNothing() throws Exception {
    String topic = topic("holes");
    mirror.copy(topic, LongStream.range(0, 50).map(i -> 2 * i).toArray());
    mirror.checkpoint("holes", topic, 60, 1);
    JsonNode partition = partition(place("holes"));
    assertThat(partition.path("placed").asText()).isEqualTo("counted");
    assertThat(partition.path("target").asLong()).isBetween(2L, 30L);
    assertThat(30 - partition.path("target").asLong())
        .isLessThanOrEqualTo(partition.path("may_repeat").asLong());
  }

  @Test
  void whatIsNoRecordAtTheTargetIsNotCounted() throws Exception {
    String topic = topic("markers");
    mirror.copy(topic, 0, 40, 1);
    mirror.begin(topic, 40);
    mirror.abort();
    mirror.copy(topic, 40, 50, 1);
    mirror.checkpoint("markers-before", topic, 30, 1);
    mirror.checkpoint("markers-behind", topic, 45, 1);
    place("markers-before", "markers-behind");
    assertThat(mirror.position("markers-before", topic)).isEqualTo(60);
    assertThat(mirror.position("markers-behind", topic)).isEqualTo(92);
  }

  @Test
  void whoHasReadAllThatWasCopiedGoesOnAtTheEnd() throws Exception {
    String topic = topic("ahead");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("ahead-all", topic, 50, 1);
    mirror.checkpoint("ahead-more", topic, 70, 1);
    place("ahead-all", "ahead-more");
    assertThat(mirror.position("ahead-all", topic)).isEqualTo(51);
    assertThat(mirror.position("ahead-more", topic)).isEqualTo(51);
  }

  @Test
  void withoutExactlyOnceOnlyTheTranslationIsTaken() throws Exception {
    String topic = topic("plain");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("plain", topic, 40, 5);
    JsonNode answer = call(List.of("plain"), Map.of("name", LostMirror.PLAIN));
    assertThat(partition(answer).path("placed").asText())
        .as(answer.toString())
        .isEqualTo("translated");
    assertThat(partition(answer).path("why").asText())
        .isEqualTo("the mirror does not copy exactly once");
    assertThat(mirror.position("plain", topic)).isEqualTo(5);
    assertThat(answer.at("/notes/0").asText()).contains("records are read again");
    assertThat(answer.path("lost")).isEmpty();
  }

  @Test
  void whereNothingSaysWhatWasCopiedOnlyTheTranslationIsTaken() throws Exception {
    String topic = topic("unknown");
    mirror.write(topic, "one");
    mirror.write(topic, "two");
    mirror.checkpoint("unknown", topic, 1, 1);
    JsonNode partition = partition(place("unknown"));
    assertThat(partition.path("placed").asText()).isEqualTo("translated");
    assertThat(partition.path("why").asText())
        .isEqualTo("nothing says up to where the mirror has copied");
    assertThat(mirror.position("unknown", topic)).isEqualTo(1);
  }

  @Test
  void moreThanAreLookedAtAreNotCounted() throws Exception {
    String topic = topic("many");
    mirror.copy(topic, 0, 300, 100);
    mirror.checkpoint("many", topic, 40, 1);
    mirror.checkpoint("few", topic, 280, 1);
    JsonNode answer = call(List.of("many", "few"), Map.of("max_offsets", 50));
    assertThat(answer.at("/groups/1/partitions/0/why").asText())
        .as(answer.toString())
        .isEqualTo(
            "up to 260 records follow its position, and 50 offsets are looked at (max_offsets)");
    assertThat(mirror.position("many", topic)).isEqualTo(1);
    assertThat(mirror.position("few", topic)).isEqualTo(282);
  }

  @Test
  void aTransactionThatIsOpenIsNotCounted() throws Exception {
    String topic = topic("open");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("open", topic, 40, 5);
    mirror.begin(topic, 50);
    try {
      assertThat(partition(place("open")).path("why").asText())
          .isEqualTo("a transaction of the mirror is open: is it stopped?");
    } finally {
      mirror.abort();
    }
    assertThat(mirror.position("open", topic)).isEqualTo(5);
    place("open");
    assertThat(mirror.position("open", topic)).isEqualTo(40);
  }

  @Test
  void aGroupIsNeverSetBack() throws Exception {
    String topic = topic("back");
    mirror.copy(topic, 0, 50, 50);
    mirror.commit("back", topic, 45);
    mirror.checkpoint("back", topic, 40, 5);
    JsonNode answer = place("back");
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(partition(answer).path("placed").asText()).isEqualTo("left");
    assertThat(answer.path("notes")).isEmpty();
    assertThat(partition(answer).path("target").isNull()).isTrue();
    assertThat(partition(answer).path("may_repeat").isNull()).isTrue();
    assertThat(mirror.position("back", topic)).isEqualTo(45);
  }

  @Test
  void aGroupWithMembersIsLeftAndDoesNotHinderOthers() throws Exception {
    String topic = topic("members");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("members-busy", topic, 40, 5);
    mirror.checkpoint("members-none", topic, 40, 5);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            mirror.member("members-busy"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(Set.of(topic));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
          });
      JsonNode answer = place("members-busy", "members-none");
      assertThat(answer.at("/groups/0/state_at_target").asText()).isEqualTo("Stable");
      assertThat(answer.at("/groups/0/changed").asBoolean()).isFalse();
      assertThat(partition(answer).path("placed").asText()).isEqualTo("left");
      assertThat(partition(answer).path("why").asText())
          .isEqualTo("it has members at the target (Stable)");
      assertThat(setAsIfNobodyWereThere("members-busy", topic))
          .contains("it has got members at the target meanwhile");
    }
    assertThat(mirror.position("members-none", topic)).isEqualTo(40);
  }

  /** Its members have come after it was planned. */
  private static String setAsIfNobodyWereThere(String group, String topic) {
    KafkaAccess access =
        new KafkaAccess(RealKafka.get().address("plain"), false, List.of(), Optional.empty());
    PartitionMove move =
        new PartitionMove(
            new TopicPartition(topic, 0),
            GroupPositions.Position.at(40),
            null,
            new Placement.Counted(40, 0));
    try (KafkaCluster cluster = new KafkaCluster(access, Duration.ofSeconds(20))) {
      GroupMove set =
          LostGroups.set(
                  List.of(new GroupMove(group, GroupKind.CONSUMER, null, List.of(move))), cluster)
              .getFirst();
      assertThat(set.changes()).isEmpty();
      return set.document().toString();
    }
  }

  @Test
  void aGroupThatTheMirrorNeverWroteDownIsPlacedByWhatWasKept() throws Exception {
    String topic = topic("kept");
    mirror.copy(topic, 0, 50, 50);
    Instant before = Instant.now();
    mirror.keep(GroupKind.STREAMS, "kept-streams", topic, 40);

    JsonNode answer = place("kept-streams");
    assertThat(answer.at("/groups/0/kind").asText()).isEqualTo("streams");
    assertThat(partition(answer).path("placed").asText()).isEqualTo("counted");
    assertThat(Instant.parse(answer.path("kept_at").asText())).isAfterOrEqualTo(before);
    assertThat(answer.path("notes")).isEmpty();
    assertThat(mirror.position("kept-streams", topic)).isEqualTo(40);
  }

  @Test
  void whoseTranslationIsFarBehindIsPlacedByWhatWasKeptSince() throws Exception {
    String topic = topic("kept-since");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("kept-since", topic, 10, 1);
    mirror.keep(GroupKind.CONSUMER, "kept-since", topic, 45);
    place("kept-since");
    assertThat(mirror.position("kept-since", topic)).isEqualTo(45);
  }

  @Test
  void whoseKeptPositionCannotBeCountedHasLostItsPlaceAndIsNamed() throws Exception {
    String topic = topic("kept-lost");
    mirror.copy(topic, 0, 300, 100);
    mirror.keep(GroupKind.CONSUMER, "kept-lost", topic, 40);
    JsonNode answer = call(List.of("kept-lost"), Map.of("max_offsets", 50));
    assertThat(partition(answer).path("placed").asText()).as(answer.toString()).isEqualTo("lost");
    assertThat(answer.at("/notes/0").asText())
        .isEqualTo(
            "group kept-lost, lostgroups-dr-kept-lost-0: its place is lost, and it begins where its auto.offset.reset says: "
                + "up to 260 records follow its position, and 50 offsets are looked at (max_offsets)");
    assertThat(answer.path("lost")).isEqualTo(answer.path("notes"));
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(mirror.position("kept-lost", topic)).isEqualTo(-1);
  }

  /** Before the logs parted this site was the source, and kept nothing of the other's groups. */
  @Test
  void whatWasKeptBeforeTheLogsPartedIsOfAnotherLog() throws Exception {
    String topic = topic("kept-before");
    mirror.copy(topic, 0, 50, 50);
    mirror.keep(GroupKind.CONSUMER, "kept-before", topic, 40);
    record(
        "kept-before",
        new ForkPoints(
            "dr", "prod", Instant.now().plusSeconds(60).toString(), points(topic, null, 0L)));
    JsonNode answer = call(List.of("kept-before"), Map.of("record", "kept-before"));
    assertThat(answer.path("groups")).as(answer.toString()).isEmpty();
    assertThat(answer.path("kept_at").isNull()).isTrue();
  }

  @Test
  void whoHasNoCheckpointIsNotListed() throws Exception {
    String topic = topic("none");
    mirror.copy(topic, 0, 50, 50);
    mirror.commit("none", topic, 3);
    mirror.checkpoint("none-there", LostMirror.DR + "-is-not-there", 40, 5);
    mirror.checkpoint("none-mirrored", "elsewhere", 40, 5);
    assertThat(place("none", "none-there", "none-mirrored").path("groups")).isEmpty();
  }

  @Test
  void checkModePredictsAndSetsNothing() throws Exception {
    String topic = topic("check");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("check", topic, 40, 5);
    JsonNode answer = Modules.check(new GroupsModule(), options(List.of("check"), Map.of()));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(partition(answer).path("target").asLong()).isEqualTo(40);
    assertThat(mirror.position("check", topic)).isEqualTo(-1);
  }

  /** The target had a tail, 3 records that were never copied, when the logs parted. */
  @Test
  void nothingIsCountedBeforeTheLogsParted() throws Exception {
    String topic = topic("parted");
    for (int record = 0; record < 23; record++) {
      mirror.write(topic, "own " + record);
    }
    mirror.copy(topic, 20, 50, 30);
    mirror.checkpoint("parted-before", topic, 10, 4);
    mirror.checkpoint("parted-behind", topic, 20, 4);
    record("parted", new ForkPoints("dr", "prod", time(), points(topic, null, 20L)));
    JsonNode answer = call(List.of("parted-before", "parted-behind"), Map.of("record", "parted"));
    assertThat(partition(answer).path("why").asText())
        .as(answer.toString())
        .isEqualTo("its position, 10, lies before the logs parted, at 20");
    assertThat(mirror.position("parted-before", topic)).isEqualTo(4);
    assertThat(mirror.position("parted-behind", topic)).isEqualTo(23);
  }

  /** Only while the source lived anybody could say where this is. */
  @Test
  void aPlaceThatWasKeptCountsBeforeTheLogsParted() throws Exception {
    String topic = topic("placed");
    for (int record = 0; record < 23; record++) {
      mirror.write(topic, "own " + record);
    }
    mirror.copy(topic, 20, 50, 30);
    record("placed", new ForkPoints("dr", "prod", time(), points(topic, null, 20L)));
    mirror.keep(
        GroupKind.CONSUMER, "placed", topic, 10, new KeptPositions.Place(13, mirror.id(topic)));
    JsonNode answer = call(List.of("placed"), Map.of("record", "placed"));
    assertThat(partition(answer).path("placed").asText()).as(answer.toString()).isEqualTo("exact");
    assertThat(answer.path("notes")).isEmpty();
    assertThat(answer.path("lost")).isEmpty();
    assertThat(mirror.position("placed", topic)).isEqualTo(13);
  }

  @Test
  void aPlaceInATopicThatWasMadeAgainIsNone() throws Exception {
    String topic = topic("placed-again");
    mirror.copy(topic, 0, 50, 50);
    mirror.keep(
        GroupKind.CONSUMER, "placed-again", topic, 40, new KeptPositions.Place(3, "another"));
    JsonNode answer = place("placed-again");
    assertThat(partition(answer).path("placed").asText())
        .as(answer.toString())
        .isEqualTo("counted");
    assertThat(mirror.position("placed-again", topic)).isEqualTo(40);
  }

  /** Somebody calls it once more when clients have been let in. */
  @Test
  void whatTheTargetHasWrittenItselfIsNotCounted() throws Exception {
    String topic = topic("opened");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("opened", topic, 40, 4);
    record("opened", new ForkPoints("prod", "dr", time(), points(topic, 49L, 51L)));
    mirror.write(topic, "own");
    mirror.write(topic, "own");
    JsonNode answer = call(List.of("opened"), Map.of("record", "opened"));
    assertThat(partition(answer).path("placed").asText())
        .as(answer.toString())
        .isEqualTo("counted");
    assertThat(mirror.position("opened", topic)).isEqualTo(40);
  }

  @Test
  void whereTheRecordCannotBeReadOnlyTheTranslationIsTaken() throws Exception {
    String topic = topic("unread");
    mirror.copy(topic, 0, 50, 50);
    mirror.checkpoint("unread", topic, 40, 4);
    configMap("unread", "{");
    JsonNode answer = call(List.of("unread"), Map.of("record", "unread"));
    assertThat(partition(answer).path("why").asText())
        .as(answer.toString())
        .startsWith("where the logs have parted is not known: ");
    assertThat(mirror.position("unread", topic)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{drained: false}|option drained: given is false, with from: checkpoints allowed is true",
        "{accept: [near]}|option accept: given is [near], with from: checkpoints allowed is nothing",
        "{source: elsewhere}|option source: given is 'elsewhere', allowed are [prod, dr]",
        "{from: nowhere}|from"
      })
  void whatOnlyASourceCanAnswerIsRefused(String more, String message) throws IOException {
    Map<String, Object> wrong =
        new ObjectMapper(new YAMLFactory()).readValue(more, new TypeReference<>() {});
    JsonNode answer = call(List.of(), wrong);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains(message);
  }

  private static String topic(String name) throws Exception {
    String topic = LostMirror.DR + "-" + name;
    mirror.topic(topic);
    return topic;
  }

  private static String time() {
    return "2026-01-31T03:00:00Z";
  }

  private static Map<String, ForkPoints.Topic> points(
      String topic, @Nullable Long copied, Long end) {
    List<@Nullable Long> last = new ArrayList<>();
    last.add(copied);
    return Map.of(topic, new ForkPoints.Topic(last, List.of(end)));
  }

  /** A record whose fork points are these. */
  private static void record(String name, ForkPoints points) throws JsonProcessingException {
    DrRecord first = DrRecord.first("prod", "dr", Instant.now());
    configMap(
        name,
        text(
            new DrRecord(
                first.format(),
                first.epoch(),
                first.revision(),
                first.active(),
                first.phase(),
                first.access(),
                first.unfenced(),
                first.mirror(),
                points,
                null,
                first.history(),
                first.identities())));
  }

  private static void configMap(String name, String record) {
    RealApi.kubectl(
        "create",
        "configmap",
        name,
        "--namespace=" + LostMirror.DR,
        "--from-literal=record.json=" + record);
  }

  private static String text(Object document) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(document);
  }

  /** Places groups, for which nothing of the source is asked. */
  private static JsonNode place(String... groups) throws IOException {
    return call(List.of(groups), Map.of());
  }

  private static JsonNode call(List<String> groups, Map<String, ?> more) throws IOException {
    JsonNode answer = Modules.call(new GroupsModule(), options(groups, more));
    assertThat(visits()).as("connections to the API server of the source").isZero();
    return answer;
  }

  /** How many have come to the source since this was last asked. */
  private static int visits() throws IOException {
    int visits = 0;
    try {
      while (true) {
        lost.accept().close();
        visits++;
      }
    } catch (SocketTimeoutException e) {
      return visits;
    }
  }

  private static Map<String, Object> options(List<String> groups, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", sites());
    options.putAll(
        Map.of(
            "source", "prod",
            "name", LostMirror.EXACT,
            "listener", "plain",
            "user", "nobody",
            "groups", groups,
            "from", "checkpoints"));
    options.putAll(more);
    return options;
  }

  private static List<Map<String, Object>> sites() {
    List<Map<String, Object>> sites =
        new ArrayList<>(KafkaSite.pair("prod", LostMirror.PROD, "dr", LostMirror.DR));
    Map<String, Object> prod = new HashMap<>(sites.getFirst());
    prod.put("host", "https://127.0.0.1:" + lost.getLocalPort());
    sites.set(0, prod);
    return sites;
  }

  private static JsonNode partition(JsonNode answer) {
    JsonNode partition = answer.at("/groups/0/partitions/0");
    assertThat(partition.isMissingNode()).as(answer.toString()).isFalse();
    return partition;
  }
}
