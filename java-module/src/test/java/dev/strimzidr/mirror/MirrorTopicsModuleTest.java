package dev.strimzidr.mirror;

import static dev.strimzidr.audit.AuditPair.SOURCE;
import static dev.strimzidr.audit.AuditPair.STANDBY;
import static dev.strimzidr.audit.AuditPair.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.audit.AuditPair;
import dev.strimzidr.testing.Modules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Two real clusters; the test is a mirror that copies exactly once. */
class MirrorTopicsModuleTest {
  private static final int FORMER = 20;

  private AuditPair pair;
  private final List<String> made = new ArrayList<>();

  @BeforeEach
  void start(TestInfo test) {
    pair = new AuditPair("topics" + Math.floorMod(test.getDisplayName().hashCode(), 1_000_000));
  }

  @AfterEach
  void end() {
    pair.close();
    made.forEach(topic -> {
      SOURCE.deleteTopic(topic);
      STANDBY.deleteTopic(topic);
    });
  }

  @Test
  void aHealthyPairIsKeptOnceAndFitsAfterwards() {
    String topic = copied("healthy", Map.of());
    JsonNode first = keep();
    assertThat(first.path("changed").asBoolean()).as(first.toPrettyString()).isTrue();
    assertThat(first.path("known").asBoolean()).isFalse();
    assertFits(first);
    JsonNode second = keep();
    assertThat(second.path("changed").asBoolean()).isFalse();
    assertThat(second.path("known").asBoolean()).isTrue();
    assertThat(second.path("topics").asInt()).isEqualTo(1);

    JsonNode info = look();
    assertFits(info.path("identity"));
    assertThat(info.path("drained").asBoolean()).as(info.toPrettyString()).isTrue();

    pair.write(SOURCE, records(topic, FORMER, 30));
    pair.copy(records(topic, FORMER, 30), topic, 29);
    assertFits(keep());
  }

  @Test
  void whereTheLogsPartIsToldWithTheStatesThatConnectHasNow() {
    String unused = copied("parted", Map.of());
    Map<String, Object> options = new HashMap<>(pair.options());
    options.put("fork_points", true);
    JsonNode parted = Modules.call(new MirrorInfoModule(), options);
    JsonNode info = look();
    assertThat(info.path("why").asText()).as(info.toPrettyString()).isNotEmpty();
    for (String said : List.of("running", "why", "stuck", "cure", "connectors")) {
      assertThat(parted.path(said)).as("%s: %s", said, parted).isEqualTo(info.path(said));
    }
  }

  @Test
  void aTopicThatWasMadeAgainWithMoreRecordsIsFoundByItsIdWhenTheMirrorHasGoneOn() {
    String topic = copied("more", Map.of());
    assertFits(keep());
    makeAgain(topic, 100);
    // The worker comes back: it goes on behind the offset that it has stored.
    pair.copy(again(topic, FORMER, 100), topic, 99);

    JsonNode info = look();
    assertThat(info.path("drained").asBoolean()).isFalse();
    assertThat(info.at("/lag/lag_records").isNull()).isTrue();
    assertThat(info.at("/lag/recreated").size()).isEqualTo(1);
    assertDoubt(info.path("identity"), "made_again", topic + " was deleted and made again at prod");
    assertThat(info.path("undrained").toString()).contains("made again");

    JsonNode kept = keep();
    assertDoubt(kept, "made_again", topic);
    assertDoubt(keep(), "made_again", topic);
  }

  @Test
  void aTopicThatWasMadeAgainWithFewerRecordsIsFoundByItsIdAndByItsEnd() {
    String topic = copied("fewer", Map.of());
    makeAgain(topic, 5);
    assertDoubt(keep(), "beyond_end", topic + "-0 was copied up to offset 19");
    assertThat(look().path("drained").asBoolean()).isFalse();
    // More records come, and hide it; what was found once is remembered.
    pair.write(SOURCE, again(topic, 5, 40));
    pair.copy(again(topic, FORMER, 40), topic, 39);
    JsonNode later = look();
    assertDoubt(later.path("identity"), "found_earlier", "was copied up to offset 19");
    assertThat(later.path("drained").asBoolean()).isFalse();
  }

  @Test
  void aTopicThatWasMadeAgainBeforeTheFirstLookIsFoundByItsLastCopiedRecord() {
    String topic = copied("unseen", Map.of());
    makeAgain(topic, 100);
    assertDoubt(look().path("identity"), "record_differs", topic + "-0: its last record");
    assertDoubt(keep(), "record_differs", "at offset 19 of prod");
  }

  @Test
  void aCopyThatWasDeletedIsFound() {
    String topic = copied("uncopied", Map.of());
    assertFits(keep());
    STANDBY.deleteTopic(topic);
    assertDoubt(look().path("identity"), "copy_made_again", topic);
    STANDBY.topic(topic, Map.of());
    assertDoubt(look().path("identity"), "copy_made_again", topic);
  }

  @Test
  void aTopicThatIsCopiedAnewFitsAgain() {
    String topic = copied("anew", Map.of());
    assertFits(keep());
    makeAgain(topic, 30);
    assertDoubt(keep(), "made_again", topic);

    pair.forget(topic, 0);
    STANDBY.deleteTopic(topic);
    STANDBY.topic(topic, Map.of());
    assertFits(keep());
    pair.copy(again(topic, 0, 30), topic, 29);
    assertFits(keep());
    assertThat(look().path("drained").asBoolean()).isTrue();
  }

  @Test
  void aMirrorAtWorkIsNotDoubted() {
    String topic = copied("load", Map.of());
    assertFits(keep());
    AtomicInteger next = new AtomicInteger(FORMER);
    try (ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> load =
          worker.scheduleWithFixedDelay(() -> copyMore(topic, next), 0, 50, TimeUnit.MILLISECONDS);
      for (int round = 0; round < 5; round++) {
        JsonNode info = look();
        assertThat(info.at("/identity/doubted").asInt(-1)).as(info.toPrettyString()).isZero();
        assertThat(info.at("/identity/compared_partitions").asInt())
            .as(info.path("identity").toPrettyString())
            .isEqualTo(1);
      }
      assertThat(load).as("a mirror that still copies").isNotDone();
      assertThat(next.get()).isGreaterThan(FORMER);
    }
  }

  private void copyMore(String topic, AtomicInteger next) {
    int from = next.getAndAdd(100);
    List<ProducerRecord<byte[], byte[]>> batch = now(topic, from, from + 100);
    pair.write(SOURCE, batch);
    pair.copy(batch, topic, from + 99);
  }

  @Test
  void whatRetentionHasTakenIsNotDoubted() throws Exception {
    String trimmed = copied("trimmed", Map.of());
    AuditPair.deleteBefore(STANDBY, trimmed, FORMER);
    String gone = copied("gone", Map.of());
    AuditPair.deleteBefore(SOURCE, gone, FORMER);
    JsonNode kept = keep();
    assertFits(kept);
    assertThat(kept.path("uncompared_partitions").asInt()).as(kept.toPrettyString()).isEqualTo(2);
    assertThat(kept.path("unread_partitions").asInt()).isZero();
  }

  /** A topic of which all records are copied. */
  private String copied(String name, Map<String, String> settings) {
    String topic = pair.topic(name);
    made.add(topic);
    pair.make(topic, 1, settings);
    pair.same(topic, FORMER);
    return topic;
  }

  private void makeAgain(String topic, int records) {
    SOURCE.deleteTopic(topic);
    SOURCE.topic(topic, Map.of());
    pair.write(SOURCE, again(topic, 0, records));
  }

  /** What comes after a topic was made again is later. */
  private static List<ProducerRecord<byte[], byte[]>> again(String topic, int from, int to) {
    return records(topic, from, to).stream()
        .map(record ->
            new ProducerRecord<>(
                topic,
                record.partition(),
                record.timestamp() + 3_600_000L,
                record.key(),
                record.value(),
                record.headers()))
        .toList();
  }

  private static List<ProducerRecord<byte[], byte[]>> now(String topic, int from, int to) {
    long now = System.currentTimeMillis();
    return records(topic, from, to).stream()
        .map(record ->
            new ProducerRecord<>(topic, record.partition(), now, record.key(), record.value()))
        .toList();
  }

  private JsonNode keep() {
    return Modules.call(new MirrorTopicsModule(), pair.options());
  }

  private JsonNode look() {
    Map<String, Object> options = new HashMap<>(pair.options());
    options.put("groups", false);
    return Modules.call(new MirrorInfoModule(), options);
  }

  private static void assertFits(JsonNode identity) {
    assertThat(identity.path("doubted").asInt(-1)).as(identity.toPrettyString()).isZero();
  }

  private static void assertDoubt(JsonNode identity, String kind, String text) {
    assertThat(identity.at("/doubts/0/kind").asText())
        .as(identity.toPrettyString())
        .isEqualTo(kind);
    assertThat(identity.at("/doubts/0/text").asText()).contains(text);
  }
}
