package dev.strimzidr.audit;

import static dev.strimzidr.audit.AuditPair.SOURCE;
import static dev.strimzidr.audit.AuditPair.STANDBY;
import static dev.strimzidr.audit.AuditPair.bytes;
import static dev.strimzidr.audit.AuditPair.header;
import static dev.strimzidr.audit.AuditPair.record;
import static dev.strimzidr.audit.AuditPair.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.Producers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two real clusters, between which the test is the mirror. */
class AuditModuleTest {
  private static final int RECORDS = 300;

  private static final AuditPair PAIR = new AuditPair("audit");

  @AfterAll
  static void close() {
    PAIR.close();
  }

  @Test
  void equalLogsAreACopy() {
    String topic = made("equal");
    PAIR.same(topic, RECORDS);

    JsonNode answer = PAIR.audit(topic, Map.of());

    assertCopy(answer, RECORDS);
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(answer.path("records_read").asInt()).isEqualTo(2 * RECORDS);
    assertThat(answer.path("records_per_second").asLong()).isPositive();
    assertThat(answer.path("mirror_doubt").isNull()).isTrue();
  }

  @Test
  void aRecordWithAnotherValueIsFound() {
    String topic = made("value");
    JsonNode difference =
        difference(
            topic, copy -> copy.set(100, record(topic, 100, "other", header("number", "100"))));
    assertDifference(difference, "changed", RECORDS - 101, 100L, 100L);
    assertThat(difference.path("fields")).map(JsonNode::asText).containsExactly("value");
  }

  @Test
  void aRecordWithAnotherHeaderIsFound() {
    String topic = made("header");
    JsonNode difference =
        difference(topic, copy -> copy.set(7, record(topic, 7, "value 7", header("number", "8"))));
    assertDifference(difference, "changed", RECORDS - 8, 7L, 7L);
    assertThat(difference.path("fields")).map(JsonNode::asText).containsExactly("headers");
  }

  @Test
  void aRecordWithAnotherTimestampIsFound() {
    String topic = made("timestamp");
    JsonNode difference =
        difference(
            topic,
            copy -> {
              ProducerRecord<byte[], byte[]> last = copy.removeLast();
              copy.add(
                  new ProducerRecord<>(
                      topic, 0, last.timestamp() + 1, last.key(), last.value(), last.headers()));
            });
    assertDifference(difference, "changed", 0, RECORDS - 1L, RECORDS - 1L);
    assertThat(difference.path("fields")).map(JsonNode::asText).containsExactly("timestamp");
  }

  @Test
  void aMissingRecordIsFound() {
    JsonNode difference = difference(made("missing"), copy -> copy.remove(50));
    assertDifference(difference, "missing", RECORDS - 51, 50L, null);
    assertThat(difference.path("records").asInt()).isEqualTo(1);
  }

  @Test
  void recordsThatAreMissingAtTheEndAreFound() {
    JsonNode difference =
        difference(made("cut"), copy -> copy.subList(RECORDS - 3, RECORDS).clear());
    assertDifference(difference, "missing", 0, RECORDS - 1L, null);
    assertThat(difference.path("records").asInt()).isEqualTo(3);
  }

  @Test
  void recordsThatWereNeverCopiedAtTheBeginningAreFound() {
    JsonNode difference = difference(made("late"), copy -> copy.subList(0, 5).clear());
    assertDifference(difference, "missing", RECORDS - 5, 4L, null);
    assertThat(difference.path("records").asInt()).isEqualTo(5);
  }

  @Test
  void aDoubledRecordIsFound() {
    JsonNode difference = difference(made("doubled"), copy -> copy.add(50, copy.get(50)));
    assertDifference(difference, "doubled", RECORDS - 50, null, 50L);
  }

  @Test
  void whatTheStandbyHasWrittenItselfIsFound() {
    String topic = made("own");
    JsonNode difference = difference(topic, copy -> copy.add(record(topic, 5000)));
    assertDifference(difference, "added", 0, null, (long) RECORDS);
  }

  @Test
  void recordsInAnotherOrderAreFound() {
    JsonNode difference = difference(made("order"), copy -> Collections.swap(copy, 10, 11));
    assertDifference(difference, "reordered", RECORDS - 12, 11L, 11L);
  }

  @Test
  void ofALongLogTheFirstDifferenceFromTheEndIsFound() {
    String topic = made("long");
    int many = 20_000;
    PAIR.write(SOURCE, records(topic, 0, many));
    List<ProducerRecord<byte[], byte[]>> copy = records(topic, 0, many);
    copy.set(3, record(topic, 3, "early"));
    copy.set(12_345, record(topic, 12_345, "late", header("number", "12345")));
    PAIR.copy(copy, topic, many - 1);

    JsonNode difference = difference(PAIR.audit(topic, Map.of()));
    assertDifference(difference, "changed", many - 12_346, 12_345L, 12_345L);
  }

  @Test
  void whatRetentionHasTakenAtOneSiteIsNoDifference() throws Exception {
    String atSource = made("short-source");
    PAIR.same(atSource, RECORDS);
    AuditPair.deleteBefore(SOURCE, atSource, 120);
    JsonNode answer = PAIR.audit(atSource, Map.of());
    assertCopy(answer, RECORDS - 120);
    assertThat(answer.path("only_at_standby").asInt()).isEqualTo(120);

    String atStandby = made("short-standby");
    PAIR.same(atStandby, RECORDS);
    AuditPair.deleteBefore(STANDBY, atStandby, 40);
    answer = PAIR.audit(atStandby, Map.of());
    assertCopy(answer, RECORDS - 40);
    assertThat(answer.path("only_at_source").asInt()).isEqualTo(40);
  }

  @Test
  void markersAndAbortedTransactionsAreNoRecords() {
    String topic = made("markers");
    try (Producer<byte[], byte[]> client =
        AuditPair.producer(SOURCE, Map.of("transactional.id", topic))) {
      client.initTransactions();
      for (int i = 0; i < 20; i++) {
        client.beginTransaction();
        AuditPair.send(client, records(topic, i * 3, i * 3 + 3));
        Producers.commit(client);
        client.beginTransaction();
        AuditPair.send(client, records(topic, 1000, 1002));
        client.abortTransaction();
      }
    }
    AuditPair.awaitEnded(SOURCE, topic);
    // Of each seven offsets three are records that count; the last one of them is copied.
    PAIR.copy(records(topic, 0, 30), topic, 9 * 7 + 2);
    PAIR.begin(records(topic, 2000, 2005));
    PAIR.abort();
    PAIR.copy(records(topic, 30, 60), topic, 19 * 7 + 2);

    assertCopy(PAIR.audit(topic, Map.of()), 60);
    assertCopy(PAIR.audit(topic, Map.of("last", 20)), 20);
  }

  @Test
  void nullsEmptyFieldsAndManyHeadersAreCompared() {
    String topic = made("nulls");
    Header[] many =
        IntStream.range(0, 1000)
            .mapToObj(i -> header("header " + i % 10, "value " + i))
            .toArray(Header[]::new);
    List<ProducerRecord<byte[], byte[]>> records =
        List.of(
            new ProducerRecord<>(topic, 0, 1L, null, null, List.of()),
            new ProducerRecord<>(topic, 0, 1L, new byte[0], null, List.of()),
            new ProducerRecord<>(topic, 0, 1L, null, new byte[0], List.of()),
            record(topic, 3, null, header("", null), header("empty", "")),
            record(topic, 4, "many", many));
    PAIR.write(SOURCE, records);
    PAIR.copy(records, topic, 4);
    assertCopy(PAIR.audit(topic, Map.of()), 5);

    // An empty value is not a missing one.
    PAIR.write(SOURCE, List.of(record(topic, 5, null)));
    PAIR.copy(List.of(record(topic, 5, "")), topic, 5);
    JsonNode difference = difference(PAIR.audit(topic, Map.of()));
    assertThat(difference.path("fields")).map(JsonNode::asText).containsExactly("value");
  }

  @Test
  void timestampsOfBrokersAreNotCompared() {
    String topic = made("append-time", Map.of("message.timestamp.type", "LogAppendTime"));
    PAIR.same(topic, RECORDS);
    JsonNode answer = PAIR.audit(topic, Map.of());
    assertCopy(answer, RECORDS);
    assertThat(answer.path("partitions").path(0).path("timestamps").asBoolean(true)).isFalse();
  }

  @Test
  void whatIsNotCopiedYetIsCountedAndNotCompared() {
    String topic = made("behind");
    PAIR.same(topic, RECORDS);
    PAIR.write(SOURCE, records(topic, RECORDS, RECORDS + 25));
    JsonNode answer = PAIR.audit(topic, Map.of());
    assertCopy(answer, RECORDS);
    assertThat(answer.path("behind").asInt()).isEqualTo(25);
  }

  @Test
  void theMirrorMayBeAtWork() throws Exception {
    String topic = made("busy");
    PAIR.same(topic, RECORDS);
    AtomicBoolean enough = new AtomicBoolean();
    FutureTask<Integer> mirror =
        new FutureTask<>(() -> {
          int copied = RECORDS;
          while (!enough.get()) {
            PAIR.write(SOURCE, records(topic, copied, copied + 40));
            PAIR.copy(records(topic, copied, copied + 15), topic, copied + 14);
            PAIR.copy(records(topic, copied + 15, copied + 40), topic, copied + 39);
            copied += 40;
          }
          return copied;
        });
    Thread unused = Thread.ofPlatform().daemon().start(mirror);
    try {
      int before = 0;
      for (int i = 0; i < 10; i++) {
        JsonNode answer = PAIR.audit(topic, i % 2 == 0 ? Map.of() : Map.of("last", 100_000));
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.path("compared").asInt()).isGreaterThan(before);
        before = answer.path("compared").asInt();
      }
    } finally {
      enough.set(true);
    }
    int copied = mirror.get(1, TimeUnit.MINUTES);
    assertCopy(PAIR.audit(topic, Map.of()), copied);
  }

  @Test
  void partitionsWithoutRecordsAreACopyAndOthersThatNobodyHasBegunWithAreNot() {
    String topic = PAIR.topic("empty");
    PAIR.make(topic, 3, Map.of());
    PAIR.same(topic, RECORDS);
    assertCopy(PAIR.audit(topic, Map.of()), RECORDS);

    PAIR.write(SOURCE, List.of(new ProducerRecord<>(topic, 2, null, bytes("never copied"))));
    JsonNode answer = PAIR.audit(topic, Map.of());
    assertFinding(answer, "not_copied", topic + "-2 has 1 records at the source");
    assertThat(answer.path("compared").asInt()).isEqualTo(RECORDS);
  }

  @Test
  void aLogThatEndsBeforeWhatWasCopiedIsNotBelieved() {
    String topic = made("recreated");
    PAIR.same(topic, 10);
    PAIR.stored(topic, 0, 50);
    assertFinding(PAIR.audit(topic, Map.of()), "recreated", "copied up to offset 50");
  }

  @Test
  void aTopicThatIsAtOneSiteOnlyIsNamed() {
    String atSource = PAIR.topic("only-prod");
    SOURCE.topic(atSource, Map.of());
    assertFinding(
        PAIR.audit(atSource, Map.of()), "missing_topic", "prod has the topic " + atSource);

    String atStandby = PAIR.topic("only-dr");
    STANDBY.topic(atStandby, Map.of());
    assertFinding(
        PAIR.audit(atStandby, Map.of()), "missing_topic", "dr has the topic " + atStandby);
  }

  @Test
  void aTransactionThatStaysOpenAtTheStandbyIsNamed() {
    String topic = made("open");
    PAIR.same(topic, RECORDS);
    try (Producer<byte[], byte[]> hanging =
        AuditPair.producer(STANDBY, Map.of("transactional.id", topic))) {
      hanging.initTransactions();
      hanging.beginTransaction();
      AuditPair.send(hanging, records(topic, 900, 901));
      assertFinding(PAIR.audit(topic, Map.of()), "unsettled", "a transaction is open");
      hanging.abortTransaction();
    }
    AuditPair.awaitEnded(STANDBY, topic);
    assertCopy(PAIR.audit(topic, Map.of()), RECORDS);
  }

  @Test
  void onlyTheLastRecordsAreComparedWhereThatIsAskedFor() {
    String topic = made("last");
    PAIR.write(SOURCE, records(topic, 0, RECORDS));
    List<ProducerRecord<byte[], byte[]>> copy = records(topic, 0, RECORDS);
    copy.set(10, record(topic, 10, "other"));
    PAIR.copy(copy, topic, RECORDS - 1);

    assertCopy(PAIR.audit(topic, Map.of("last", 200)), 200);
    assertThat(difference(PAIR.audit(topic, Map.of("last", 295))).path("source_offset").asInt())
        .isEqualTo(10);
  }

  @Test
  void onlyYoungRecordsAreComparedWhereThatIsAskedFor() {
    String topic = made("since");
    int many = 2000;
    PAIR.write(SOURCE, records(topic, 0, many));
    List<ProducerRecord<byte[], byte[]>> copy = records(topic, 0, many);
    copy.set(500, record(topic, 500, "other"));
    PAIR.copy(copy, topic, many - 1);

    JsonNode young = PAIR.audit(topic, Map.of("since", ago(510)));
    assertThat(young.path("ok").asBoolean()).as(young.toString()).isTrue();
    assertThat(young.path("compared").asInt()).isBetween(many - 600, many - 501);
    JsonNode answer = PAIR.audit(topic, Map.of("since", ago(400)));
    assertThat(difference(answer).path("source_offset").asInt()).isEqualTo(500);
    // The end is looked at in any case: without it nothing says where the logs match.
    assertCopy(PAIR.audit(topic, Map.of("since", 1)), 100);
  }

  @Test
  void theTopicsAreThoseOfTheMirror() {
    try (AuditPair other = new AuditPair("auditall")) {
      other.make(other.topic("one"), 2, Map.of());
      other.make("auditother", 1, Map.of());
      other.same(other.topic("one"), 5);
      JsonNode answer = other.call(Map.of());
      assertCopy(answer, 5);
      assertThat(answer.path("topics").asInt()).isEqualTo(1);
      assertThat(answer.path("partitions")).hasSize(2);
    }
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsAsked() {
    assertRefused(Map.of("since", 0), "option since: given is 0, allowed are seconds from 1");
    assertRefused(Map.of("last", 0), "option last: given is 0, allowed are numbers from 1");
    assertRefused(Map.of("parallel", 65), "option parallel: given is 65");
    assertRefused(Map.of("max_keys", -1), "option max_keys: given is -1");
    assertRefused(Map.of("topics", "("), "options topics, topics_exclude");
    assertRefused(Map.of("source", "paris"), "option source: given is 'paris'");
    assertRefused(Map.of("sinc", 1), "sinc");
    JsonNode nothing = PAIR.call(Map.of("topics", "no-such-topic"));
    assertThat(nothing.path("reason").asText()).isEqualTo("not_found");
    JsonNode mirror = PAIR.call(Map.of("name", "another"));
    assertThat(mirror.path("reason").asText()).isEqualTo("not_found");
  }

  private static void assertRefused(Map<String, ?> options, String why) {
    JsonNode answer = PAIR.call(options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains(why);
  }

  private static String made(String name) {
    return made(name, Map.of());
  }

  private static String made(String name, Map<String, String> settings) {
    String topic = PAIR.topic(name);
    PAIR.make(topic, 1, settings);
    return topic;
  }

  /** How many seconds ago a record was written; it stays younger for as long as a test takes. */
  private static long ago(int number) {
    return (System.currentTimeMillis() - AuditPair.BEGAN) / 1000 - number;
  }

  /** Writes records, copies others, and audits that. */
  private static JsonNode difference(
      String topic, Consumer<List<ProducerRecord<byte[], byte[]>>> change) {
    PAIR.write(SOURCE, records(topic, 0, RECORDS));
    List<ProducerRecord<byte[], byte[]>> copy = records(topic, 0, RECORDS);
    change.accept(copy);
    PAIR.copy(copy, topic, RECORDS - 1);
    return difference(PAIR.audit(topic, Map.of()));
  }

  private static JsonNode difference(JsonNode answer) {
    assertFinding(answer, "difference", "standby");
    return answer.path("partitions").path(0).path("difference");
  }

  private static void assertDifference(
      JsonNode difference,
      String what,
      int fromEnd,
      @Nullable Long sourceOffset,
      @Nullable Long standbyOffset) {
    assertThat(difference.path("what").asText()).as(difference.toString()).isEqualTo(what);
    assertThat(difference.path("from_end").asInt()).isEqualTo(fromEnd);
    assertOffset(difference.path("source_offset"), sourceOffset);
    assertOffset(difference.path("standby_offset"), standbyOffset);
  }

  private static void assertOffset(JsonNode found, @Nullable Long expected) {
    if (expected == null) {
      assertThat(found.isNull()).isTrue();
    } else {
      assertThat(found.asLong()).isEqualTo(expected);
    }
  }

  private static void assertCopy(JsonNode answer, int compared) {
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("findings")).isEmpty();
    assertThat(answer.path("compared").asInt()).as(answer.toString()).isEqualTo(compared);
  }

  private static void assertFinding(JsonNode answer, String kind, String text) {
    assertThat(answer.path("ok").asBoolean(true)).as(answer.toString()).isFalse();
    assertThat(answer.path("findings")).hasSize(1);
    assertThat(answer.path("findings").path(0).path("kind").asText()).isEqualTo(kind);
    assertThat(answer.path("findings").path(0).path("text").asText()).contains(text);
  }
}
