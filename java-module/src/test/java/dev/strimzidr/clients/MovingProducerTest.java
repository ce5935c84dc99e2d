package dev.strimzidr.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.testing.RealKafka;
import dev.strimzidr.testing.Relay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * A producer that is at work when its site falls silent, and whose bootstrap name leads to the
 * other one then. Another producer that has the same id there has written four records.
 */
class MovingProducerTest {
  private static final RealKafka LOST = RealKafka.other();
  private static final RealKafka SURVIVOR = RealKafka.get();

  /** What is waited for is shorter than in the file. */
  private static final Map<String, Object> SOON =
      Map.of(
          "metadata.recovery.rebootstrap.trigger.ms", 3_000,
          "request.timeout.ms", 3_000,
          "delivery.timeout.ms", 30_000);

  private String topic = "";
  private Relay name = new Relay(LOST.port("plain"));

  @BeforeEach
  void begin(TestInfo test) {
    topic = "moving-" + test.getTestMethod().orElseThrow().getName();
    LOST.topic(topic, Map.of());
    SURVIVOR.topic(topic, Map.of());
  }

  @AfterEach
  void close() throws Exception {
    LOST.freeze(false);
    name.close();
  }

  @Test
  void withTheFilesSettingsIsToldOnlyOfWhatIsThere() throws Exception {
    try (Producer<String, String> producer = producer(name.address(), MovingClient.OF_PRODUCERS)) {
      write(producer, "zero", "one", "two");
      lose();
      write(producer, "three", "four");
    }
    assertThat(values(SURVIVOR)).contains("three", "four");
  }

  /** Why an idempotent producer must not move by itself. Kafka's own defaults let it. */
  @Test
  void withKafkasDefaultsIsToldOfARecordThatIsNotThere() throws Exception {
    sameNumbersNext();
    try (Producer<String, String> producer = producer(name.address(), Map.of())) {
      loseAfterThree(producer);
      write(producer, "three", "four");
    }
    assertThat(values(SURVIVOR)).contains("four").doesNotContain("three");
  }

  @Test
  void idempotentAsTheFileSaysFailsAndDoesNotGoThere() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "enable.idempotence",
            true,
            "metadata.recovery.strategy",
            "none",
            "delivery.timeout.ms",
            12_000);
    sameNumbersNext();
    try (Producer<String, String> producer = producer(name.address(), settings)) {
      loseAfterThree(producer);
      assertThatThrownBy(() -> write(producer, "three"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
      producer.close(Duration.ZERO);
    }
    assertThat(values(SURVIVOR)).doesNotContain("three");
    try (Producer<String, String> again = producer(name.address(), settings)) {
      write(again, "three");
    }
    assertThat(values(SURVIVOR)).contains("three");
  }

  private void loseAfterThree(Producer<String, String> producer) throws Exception {
    write(producer, "zero", "one", "two");
    assertThat(id(SURVIVOR, "other", "other", "other", "other")).isEqualTo(newestId(LOST));
    lose();
  }

  private void lose() {
    LOST.freeze(true);
    name.turn(SURVIVOR.port("plain"));
  }

  /** Makes producers at the cluster that is behind: each hands out one id after another. */
  private void sameNumbersNext() throws Exception {
    long lost = id(LOST, "other");
    long survivor = id(SURVIVOR, "other");
    while (lost != survivor) {
      if (lost < survivor) {
        lost = id(LOST, "other");
      } else {
        survivor = id(SURVIVOR, "other");
      }
    }
  }

  /** The id that a new producer has got, which writes these. */
  private long id(RealKafka kafka, String... values) throws Exception {
    try (Producer<String, String> other = producer(kafka.address("plain"), Map.of())) {
      write(other, values);
    }
    return newestId(kafka);
  }

  private long newestId(RealKafka kafka) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.address("plain")))) {
      return admin
          .describeProducers(List.of(partition))
          .partitionResult(partition)
          .get()
          .activeProducers()
          .stream()
          .mapToLong(ProducerState::producerId)
          .max()
          .orElseThrow();
    }
  }

  private void write(Producer<String, String> producer, String... values) throws Exception {
    for (String value : values) {
      Object unused = producer.send(new ProducerRecord<>(topic, 0, "key", value)).get();
    }
  }

  private List<String> values(RealKafka kafka) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", (Object) kafka.address("plain")),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Instant deadline = Instant.now().plusSeconds(30);
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      assertThat(consumer.position(partition)).isEqualTo(end);
    }
    return values;
  }

  private static Producer<String, String> producer(String bootstrap, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(MovingClient.OF_ALL);
    settings.putAll(SOON);
    settings.putAll(more);
    settings.put("bootstrap.servers", bootstrap);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }
}
