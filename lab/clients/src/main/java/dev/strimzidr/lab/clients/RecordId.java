package dev.strimzidr.lab.clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a run. No sequence of a key is ever sent twice, also not after an error.
 *
 * @param topic its topic
 * @param key its key; each belongs to one producer
 * @param sequence counts the records of the key in the topic, from 0
 */
record RecordId(String topic, String key, long sequence) {

  /** What stands in the value. */
  private record Value(@JsonProperty("run") String run, @JsonProperty("sequence") long sequence) {}

  ProducerRecord<byte[], byte[]> record(String run) {
    return new ProducerRecord<>(
        topic,
        key.getBytes(StandardCharsets.UTF_8),
        Json.line(new Value(run, sequence)).getBytes(StandardCharsets.UTF_8));
  }

  /** The one that a record is; nothing when it is of another run or of somebody else. */
  static Optional<RecordId> of(
      String run, String topic, byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null || value == null) {
      return Optional.empty();
    }
    try {
      Value found = Json.MAPPER.readValue(new String(value, StandardCharsets.UTF_8), Value.class);
      return run.equals(found.run())
          ? Optional.of(
              new RecordId(topic, new String(key, StandardCharsets.UTF_8), found.sequence()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // not ours
    }
  }
}
