package dev.strimzidr.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.Modules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an exported tail is kept at the active site, with a real broker at each site. */
class TailKeptTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path temporary;

  @BeforeAll
  static void prepare() {
    OldSite.createOnce();
    ActiveSite.createOnce();
  }

  private Path directory() {
    return temporary.resolve("here");
  }

  private Path elsewhere() {
    return temporary.resolve("elsewhere");
  }

  @Test
  void everyKindOfRecordIsKept() throws Exception {
    everyKind();
    Map<String, Object> points =
        OldSite.points(
            Map.of(
                "kept-kinds",
                    Map.of("copied", java.util.Arrays.asList(null, null), "ends", List.of(0, 0)),
                "kept-kinds-compacted", Map.of("copied", List.of(0), "ends", List.of(1))));

    JsonNode answer = ActiveSite.keep("kept-kinds.*", points, directory(), "strimzi-dr-tail-kinds");
    JsonNode again = ActiveSite.keep("kept-kinds.*", points, directory(), "strimzi-dr-tail-kinds");

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isTrue();
    assertThat(again.path("failed").asBoolean()).as(again.toString()).isFalse();
    assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();
    assertThat(answer.path("kept").path("topic").asText()).isEqualTo("strimzi-dr-tail-kinds");
    assertThat(answer.path("kept").path("site").asText()).isEqualTo("dr");
    assertThat(answer.path("kept").path("records").asLong())
        .isEqualTo(answer.path("records").asLong())
        .isGreaterThan(6);
    assertThat(Instant.parse(answer.path("kept").path("expires").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(91)));
    ConsumerRecord<byte[], byte[]> first =
        ActiveSite.records("strimzi-dr-tail-kinds").stream()
            .filter(record -> KeptRecords.manifest(record).isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(headers(first))
        .containsExactly(
            "strimzi-dr-site=prod",
            "strimzi-dr-topic=kept-kinds",
            "strimzi-dr-partition=0",
            "strimzi-dr-offset=0",
            "strimzi-dr-timestamp=1500000000123",
            "strimzi-dr-timestamp-type=CreateTime",
            "own=one",
            "own=null",
            "strimzi-dr-offset=a user's own",
            "=");
    assertThat(first.key()).isNull();
    assertThat(new String(first.value(), StandardCharsets.UTF_8)).isEqualTo("no key");

    JsonNode restored =
        Modules.call(
            new TailModule(),
            ActiveSite.options(
                "kept-kinds.*",
                points,
                "strimzi-dr-tail-kinds",
                Map.of(
                    "from", "active", "state", "exported", "directory", elsewhere().toString())));

    assertThat(restored.path("failed").asBoolean()).as(restored.toString()).isFalse();
    for (JsonNode file : OldSite.manifest(directory()).path("files")) {
      String topic = file.path("topic").asText();
      int partition = file.path("partition").asInt();
      assertThat(OldSite.lines(elsewhere(), topic, partition))
          .isEqualTo(OldSite.lines(directory(), topic, partition))
          .isNotEmpty();
    }
    assertThat(OldSite.manifest(elsewhere()).path("complete").asBoolean()).isTrue();
    assertThat(settings("strimzi-dr-tail-kinds"))
        .containsEntry("retention.ms", String.valueOf(Duration.ofDays(90).toMillis()))
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("cleanup.policy", "delete");
  }

  private static void everyKind() {
    OldSite.topic("kept-kinds", 2, Map.of("max.message.bytes", "5000000"));
    OldSite.topic("kept-kinds-compacted", 1, Map.of("cleanup.policy", "compact"));
    byte[] large = new byte[3_000_000];
    new java.util.Random(7).nextBytes(large);
    try (Producer<byte[], byte[]> producer =
        OldSite.producer(Map.of("max.request.size", 5_000_000))) {
      var odd =
          producer.send(
              new ProducerRecord<>(
                  "kept-kinds",
                  0,
                  1_500_000_000_123L,
                  null,
                  OldSite.bytes("no key"),
                  List.of(
                      new RecordHeader("own", OldSite.bytes("one")),
                      new RecordHeader("own", (byte[]) null),
                      new RecordHeader("strimzi-dr-offset", OldSite.bytes("a user's own")),
                      new RecordHeader("", new byte[0]))));
      var tombstone =
          producer.send(new ProducerRecord<>("kept-kinds", 0, OldSite.bytes("k"), null));
      var future =
          producer.send(
              new ProducerRecord<>(
                  "kept-kinds", 0, Instant.now().toEpochMilli(), new byte[0], new byte[0]));
      var big = producer.send(new ProducerRecord<>("kept-kinds", 1, OldSite.bytes("big"), large));
      for (int i = 0; i < 4; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    "kept-kinds-compacted", OldSite.bytes("k" + i), OldSite.bytes("v")));
      }
      producer.flush();
      assertThat(List.of(odd, tombstone, future, big))
          .allMatch(java.util.concurrent.Future::isDone);
    }
    try (Producer<byte[], byte[]> producer = OldSite.transactional("kept-kinds")) {
      producer.beginTransaction();
      OldSite.send(producer, "kept-kinds", 1, "aborted");
      producer.abortTransaction();
      producer.beginTransaction();
      OldSite.send(producer, "kept-kinds", 1, "committed");
      Producers.commit(producer);
    }
    OldSite.awaitEnded("kept-kinds", 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aRunThatIsCutOffBehindAnyTransactionIsGoneOnWithInAnotherContainer(int transactions) {
    String source = "kept-cut-" + transactions;
    String topic = "strimzi-dr-tail-cut-" + transactions;
    OldSite.topic(source, 2, Map.of());
    OldSite.write(source, 0, "copied", "a", "b", "c");
    OldSite.write(source, 1, "copied", "d", "e", "f");
    Map<String, Object> points = OldSite.copied(source, 0L, 0L);
    int[] left = {transactions};
    Pace cut =
        new Pace(
            1,
            () -> {
              if (--left[0] == 0) {
                throw new ModuleFailure(Reason.INTERNAL, "cut off");
              }
            });

    JsonNode first = ActiveSite.keep(new TailModule(cut), source, points, directory(), topic);
    assertThat(first.path("msg").asText()).as(first.toString()).startsWith("cut off (");
    assertThat(ActiveSite.tail(topic)).hasSize(Math.min(transactions, 6));
    JsonNode second = ActiveSite.keep(source, points, elsewhere(), topic);
    JsonNode third = ActiveSite.keep(source, points, elsewhere(), topic);

    assertThat(second.path("failed").asBoolean()).as(second.toString()).isFalse();
    assertThat(second.path("kept").path("records").asLong()).isEqualTo(6);
    assertThat(third.path("changed").asBoolean()).as(third.toString()).isFalse();
    assertThat(ActiveSite.tail(topic))
        .containsExactly(
            source + "-0@1=a",
            source + "-0@2=b",
            source + "-0@3=c",
            source + "-1@1=d",
            source + "-1@2=e",
            source + "-1@3=f");
  }

  @Test
  void whatTheTopicHasIsNotNeededAtTheSourceAnyMore() throws IOException {
    fill("kept-thrown-away");
    Map<String, Object> points = OldSite.copied("kept-thrown-away", 0L);
    ActiveSite.keep("kept-thrown-away", points, directory(), "strimzi-dr-tail-away");
    OldSite.deleteBefore("kept-thrown-away", 0, 3);
    OldSite.write("kept-thrown-away", 0, "late");

    JsonNode answer =
        ActiveSite.keep("kept-thrown-away", points, elsewhere(), "strimzi-dr-tail-away");

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("lost_to_retention").asLong()).isZero();
    assertThat(answer.path("records").asLong()).isEqualTo(4);
    assertThat(OldSite.values(elsewhere(), "kept-thrown-away", 0))
        .containsExactly("b", "c", "d", "late");
    assertThat(ActiveSite.tail("strimzi-dr-tail-away"))
        .containsExactly(
            "kept-thrown-away-0@1=b",
            "kept-thrown-away-0@2=c",
            "kept-thrown-away-0@3=d",
            "kept-thrown-away-0@4=late");
  }

  @Test
  void whenTheTopicsAreGoneTheTailIsReadFromWhereItIsKept() {
    fill("kept-seeded");
    OldSite.topic("kept-seeded-not", 1, Map.of());
    Map<String, Object> points = OldSite.copied("kept-seeded", 0L);
    ActiveSite.keep("kept-seeded", points, directory(), "strimzi-dr-tail-seeded");
    OldSite.admin(admin -> admin.deleteTopics(List.of("kept-seeded")).all().get());
    // A rejoin has written down already that this topic begins anew.
    Map<String, Object> reduced = OldSite.points(Map.of());

    JsonNode topic = from("active", "found", reduced, elsewhere(), "strimzi-dr-tail-seeded");
    JsonNode folder = from("directory", "found", reduced, directory(), "strimzi-dr-tail-seeded");
    JsonNode made = from("active", "exported", reduced, elsewhere(), "strimzi-dr-tail-seeded");
    JsonNode again = from("active", "exported", reduced, elsewhere(), "strimzi-dr-tail-seeded");
    JsonNode copied = from("directory", "kept", reduced, elsewhere(), "strimzi-dr-tail-seeded-2");

    for (JsonNode answer : List.of(topic, folder, made, again, copied)) {
      assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
      assertThat(answer.path("partitions").path(0).path("topic").asText()).isEqualTo("kept-seeded");
      assertThat(answer.path("records").asLong()).isEqualTo(3);
    }
    assertThat(made.path("changed").asBoolean()).isTrue();
    assertThat(again.path("changed").asBoolean()).isFalse();
    assertThat(OldSite.values(elsewhere(), "kept-seeded", 0)).containsExactly("b", "c", "d");
    assertThat(ActiveSite.tail("strimzi-dr-tail-seeded-2"))
        .isEqualTo(ActiveSite.tail("strimzi-dr-tail-seeded"))
        .hasSize(3);
  }

  @Test
  void whatATransactionHeldBackIsAddedAndNothingIsDoubled() {
    OldSite.topic("kept-open", 2, Map.of());
    OldSite.write("kept-open", 0, "a");
    OldSite.write("kept-open", 1, "x");
    Map<String, Object> points = OldSite.copied("kept-open", null, null);
    try (Producer<byte[], byte[]> producer = OldSite.transactional("kept-open")) {
      producer.beginTransaction();
      OldSite.send(producer, "kept-open", 0, "b");

      JsonNode open = ActiveSite.keep("kept-open", points, directory(), "strimzi-dr-tail-open");

      assertThat(open.path("reason").asText()).as(open.toString()).isEqualTo("contradiction");
      assertThat(open.path("msg").asText()).contains("a transaction is open");
      assertThat(open.path("kept").path("records").asLong()).isEqualTo(2);
      Producers.commit(producer);
      OldSite.awaitEnded("kept-open");
    }

    JsonNode ended = ActiveSite.keep("kept-open", points, directory(), "strimzi-dr-tail-open");
    JsonNode made = from("active", "exported", points, elsewhere(), "strimzi-dr-tail-open");

    assertThat(ended.path("failed").asBoolean()).as(ended.toString()).isFalse();
    assertThat(ActiveSite.tail("strimzi-dr-tail-open"))
        .containsExactly("kept-open-0@0=a", "kept-open-1@0=x", "kept-open-0@1=b");
    assertThat(made.path("failed").asBoolean()).as(made.toString()).isFalse();
    assertThat(OldSite.values(elsewhere(), "kept-open", 0)).containsExactly("a", "b");
    assertThat(OldSite.values(elsewhere(), "kept-open", 1)).containsExactly("x");
  }

  @Test
  void aTailOfNothingIsKeptToo() {
    OldSite.topic("kept-nothing", 1, Map.of());
    Map<String, Object> points = OldSite.copied("kept-nothing", (Long) null);

    JsonNode kept = ActiveSite.keep("kept-nothing", points, directory(), "strimzi-dr-tail-nothing");
    JsonNode found = from("active", "found", points, elsewhere(), "strimzi-dr-tail-nothing");

    assertThat(kept.path("failed").asBoolean()).as(kept.toString()).isFalse();
    assertThat(found.path("failed").asBoolean()).as(found.toString()).isFalse();
    assertThat(found.path("records").asLong()).isZero();
  }

  @Test
  void checkModePredictsAndWritesNothing() {
    fill("kept-check");
    Map<String, Object> options =
        ActiveSite.options(
            "kept-check",
            OldSite.copied("kept-check", 0L),
            "strimzi-dr-tail-check",
            ActiveSite.kept(directory()));

    JsonNode before = Modules.check(new TailModule(), options);
    boolean written = Files.exists(directory()) || topics().contains("strimzi-dr-tail-check");
    JsonNode real = Modules.call(new TailModule(), options);
    JsonNode after = Modules.check(new TailModule(), options);

    assertThat(before.path("failed").asBoolean()).as(before.toString()).isFalse();
    assertThat(before.path("changed").asBoolean()).isTrue();
    assertThat(written).isFalse();
    assertThat(real.path("changed").asBoolean()).isTrue();
    assertThat(after.path("failed").asBoolean()).as(after.toString()).isFalse();
    assertThat(after.path("changed").asBoolean()).as(after.toString()).isFalse();
  }

  @Test
  void aFileThatWasChangedIsNoticed() throws IOException {
    fill("kept-changed");
    Map<String, Object> points = OldSite.copied("kept-changed", 0L);
    ActiveSite.keep("kept-changed", points, directory(), "strimzi-dr-tail-changed");
    Path file = OldSite.file(directory(), "kept-changed", 0);
    byte[] content = Files.readAllBytes(file);
    content[content.length - 5] ^= 1;
    Files.write(file, content);

    JsonNode found = from("directory", "found", points, directory(), "strimzi-dr-tail-changed");

    assertThat(found.path("failed").asBoolean()).as(found.toString()).isTrue();
    assertThat(found.path("reason").asText()).as(found.toString()).isEqualTo("conflict");
    assertThat(found.path("msg").asText()).contains("kept-changed/0.jsonl.gz is damaged");
  }

  @Test
  void otherRecordsInTheTopicAreNoticed() {
    fill("kept-doubled");
    Map<String, Object> points = OldSite.copied("kept-doubled", 0L);
    ActiveSite.keep("kept-doubled", points, directory(), "strimzi-dr-tail-doubled");
    ConsumerRecord<byte[], byte[]> one =
        ActiveSite.records("strimzi-dr-tail-doubled").stream()
            .filter(record -> KeptRecords.manifest(record).isEmpty())
            .findFirst()
            .orElseThrow();
    write(
        new ProducerRecord<>("strimzi-dr-tail-doubled", 0, one.key(), one.value(), one.headers()));

    JsonNode found = from("active", "found", points, directory(), "strimzi-dr-tail-doubled");
    JsonNode kept = ActiveSite.keep("kept-doubled", points, directory(), "strimzi-dr-tail-doubled");
    write(new ProducerRecord<>("strimzi-dr-tail-doubled", OldSite.bytes("a stranger's")));
    JsonNode foreign = from("active", "found", points, directory(), "strimzi-dr-tail-doubled");

    assertThat(found.path("reason").asText()).as(found.toString()).isEqualTo("contradiction");
    assertThat(found.path("msg").asText()).contains("kept-doubled-0 has 4 of 3 records");
    assertThat(kept.path("reason").asText()).as(kept.toString()).isEqualTo("contradiction");
    assertThat(foreign.path("reason").asText()).as(foreign.toString()).isEqualTo("conflict");
    assertThat(foreign.path("msg").asText()).contains("a record of somebody else");
  }

  @Test
  void anotherExportThanTheTopicHasIsNoticed() throws IOException {
    fill("kept-other");
    Map<String, Object> points = OldSite.copied("kept-other", 0L);
    ActiveSite.keep("kept-other", points, directory(), "strimzi-dr-tail-other");
    // The same offsets with other values, in a folder that is fine in itself.
    OldSite.admin(admin -> admin.deleteTopics(List.of("kept-other")).all().get());
    org.awaitility.Awaitility.await("the topic to be gone")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          OldSite.topic("kept-other", 1, Map.of());
          return true;
        });
    OldSite.write("kept-other", 0, "a", "B", "C", "D");
    OldSite.export("kept-other", points, elsewhere());

    JsonNode kept = ActiveSite.keep("kept-other", points, elsewhere(), "strimzi-dr-tail-other");

    assertThat(kept.path("reason").asText()).as(kept.toString()).isEqualTo("conflict");
    assertThat(kept.path("msg").asText()).contains("kept-other-0", "is not what the topic has");
    assertThat(ActiveSite.tail("strimzi-dr-tail-other")).contains("kept-other-0@1=b").hasSize(3);
  }

  @Test
  void aTopicThatRetentionHasBegunToDeleteIsNotWhole() {
    fill("kept-expired");
    Map<String, Object> points = OldSite.copied("kept-expired", 0L);
    ActiveSite.keep("kept-expired", points, directory(), "strimzi-dr-tail-expired");
    ActiveSite.admin(admin ->
        admin
            .deleteRecords(
                Map.of(
                    new TopicPartition("strimzi-dr-tail-expired", 0),
                    RecordsToDelete.beforeOffset(1)))
            .all()
            .get());

    JsonNode found = from("active", "found", points, directory(), "strimzi-dr-tail-expired");

    assertThat(found.path("reason").asText()).as(found.toString()).isEqualTo("contradiction");
    assertThat(found.path("msg").asText())
        .contains(
            "kept-expired-0 has 2 of 3 records", "retention deleted what was before offset 1");
  }

  @Test
  void aTopicOfAnotherTailIsLeftAlone() {
    fill("kept-tail");
    ActiveSite.keep(
        "kept-tail", OldSite.copied("kept-tail", 0L), directory(), "strimzi-dr-tail-taken");

    JsonNode answer =
        ActiveSite.keep(
            "kept-tail", OldSite.copied("kept-tail", 1L), elsewhere(), "strimzi-dr-tail-taken");
    JsonNode none =
        from("active", "found", OldSite.points(Map.of()), elsewhere(), "strimzi-dr-tail-none");

    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("conflict");
    assertThat(answer.path("msg").asText()).contains("holds the tail of prod");
    assertThat(none.path("reason").asText()).as(none.toString()).isEqualTo("not_found");
    assertThat(none.path("msg").asText()).contains("strimzi-dr-tail-none", "from=directory");
  }

  @Test
  void aRecordThatTheBrokersDoNotTakeIsNamed() {
    ActiveSite.kafka().topic("strimzi-dr-tail-small", Map.of());
    try (KeptWriter writer =
        new KeptWriter(ActiveSite.access(), "strimzi-dr-tail-small", 10_000, TIMEOUT, Pace.USUAL)) {
      assertThatThrownBy(() -> writer.write("prod", source("orders", 3, 9, new byte[9_000])))
          .isInstanceOfSatisfying(
              ModuleFailure.class,
              failure -> {
                assertThat(failure.reason()).isEqualTo(Reason.REJECTED);
                assertThat(failure.message())
                    .contains("offset 9 of orders-3", "socket.request.max.bytes");
              });
    }
  }

  @Test
  void whoWroteBeforeCannotAnyMore() {
    ActiveSite.kafka().topic("strimzi-dr-tail-fenced", Map.of());
    try (KeptWriter old = writer("strimzi-dr-tail-fenced");
        KeptWriter other = writer("strimzi-dr-tail-fenced")) {
      assertThat(other.full()).isFalse();
      assertThatThrownBy(
              () -> {
                old.write("prod", source("orders", 0, 1, new byte[1]));
                old.commit(
                    Manifest.empty(
                        "prod",
                        "c",
                        new dev.strimzidr.record.ForkPoints("prod", "dr", OldSite.AT, Map.of())));
              })
          .isInstanceOfSatisfying(
              ModuleFailure.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.CONFLICT));
    }
    assertThat(ActiveSite.records("strimzi-dr-tail-fenced")).isEmpty();
  }

  @Test
  void aTransactionThatWasLeftOpenIsUndone() {
    fill("kept-killed");
    ActiveSite.kafka().topic("strimzi-dr-tail-killed", Map.of());
    try (KeptWriter killed = writer("strimzi-dr-tail-killed")) {
      killed.write("prod", source("kept-killed", 0, 1, OldSite.bytes("b")));
    }

    JsonNode answer =
        ActiveSite.keep(
            "kept-killed",
            OldSite.copied("kept-killed", 0L),
            directory(),
            "strimzi-dr-tail-killed");

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(ActiveSite.tail("strimzi-dr-tail-killed"))
        .containsExactly("kept-killed-0@1=b", "kept-killed-0@2=c", "kept-killed-0@3=d");
  }

  private static KeptWriter writer(String topic) {
    return new KeptWriter(ActiveSite.access(), topic, 1_000_000, TIMEOUT, Pace.USUAL);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=kept,from=active,directory=/tmp/t,topic=strimzi-dr-tail-1   | option state: given is 'kept', allowed with from=active are [exported, found]
          state=exported,from=directory,directory=/tmp/t                    | option state: given is 'exported', allowed with from=directory are [found, kept]
          state=kept,directory=/tmp/t                                       | topic
          state=kept,topic=strimzi-dr-tail-1                                | directory
          state=found,from=active                                           | topic
          state=found,from=directory                                        | directory
          state=kept,directory=/tmp/t,topic=orders                          | option topic: given is 'orders', allowed is strimzi-dr-tail-
          state=kept,directory=/tmp/t,topic=strimzi-dr-tail-1,retention_days=-1 | option retention_days: given is -1, allowed are days from 1 to 36500, and 0 for ever
          """)
  void whatDoesNotGoTogetherIsRefused(String given, String message) {
    Map<String, Object> more = new HashMap<>();
    for (String pair : given.split(",", -1)) {
      String[] parts = pair.strip().split("=", 2);
      more.put(parts[0], parts[1]);
    }

    JsonNode answer =
        Modules.call(new TailModule(), OldSite.options("nothing", OldSite.points(Map.of()), more));

    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains(message);
  }

  private static JsonNode from(
      String from, String state, Map<String, Object> points, Path directory, String topic) {
    return Modules.call(
        new TailModule(),
        ActiveSite.options(
            "nothing",
            points,
            topic,
            Map.of("from", from, "state", state, "directory", directory.toString())));
  }

  private static void fill(String topic) {
    OldSite.topic(topic, 1, Map.of());
    OldSite.write(topic, 0, "a", "b", "c", "d");
  }

  private static void write(ProducerRecord<byte[], byte[]> record) {
    try (Producer<byte[], byte[]> producer =
        OldSite.producer(Map.of(), ActiveSite.access().bootstrapServers())) {
      var unused = producer.send(record);
      producer.flush();
    }
  }

  private static ConsumerRecord<byte @Nullable [], byte @Nullable []> source(
      String topic, int partition, long offset, byte[] value) {
    return new ConsumerRecord<>(topic, partition, offset, null, value);
  }

  private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(
          header.key()
              + "="
              + Optional.ofNullable(header.value())
                  .map(value -> new String(value, StandardCharsets.UTF_8))
                  .orElse("null"));
    }
    return headers;
  }

  private static java.util.Set<String> topics() {
    java.util.Set<String> names = new java.util.HashSet<>();
    ActiveSite.admin(admin -> names.addAll(admin.listTopics().names().get()));
    return names;
  }

  private static Map<String, String> settings(String topic) {
    Map<String, String> settings = new HashMap<>();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ActiveSite.admin(admin ->
        java.util.Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource))
            .entries()
            .forEach(entry -> settings.put(entry.name(), entry.value())));
    return settings;
  }
}
