package dev.strimzidr.lab.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record that was sent: a line of {@code produced.jsonl}.
 *
 * @param state what its producer knows
 * @param producer who sent it
 * @param partition where it was acknowledged; null otherwise
 * @param offset at the site that acknowledged it
 * @param time when that was known, ISO 8601 in UTC
 * @param error why it was not acknowledged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Produced(
    @JsonProperty("state") State state,
    @JsonProperty("topic") String topic,
    @JsonProperty("key") String key,
    @JsonProperty("sequence") long sequence,
    @JsonProperty("producer") String producer,
    @JsonProperty("partition") @Nullable Integer partition,
    @JsonProperty("offset") @Nullable Long offset,
    @JsonProperty("time") String time,
    @JsonProperty("error") @Nullable String error) {

  /** What a producer knows of a record. */
  enum State {
    /** It is written, and its transaction committed. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    /** It may be written. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** Its transaction was never asked to be committed: nobody may see it. */
    @JsonProperty("aborted")
    ABORTED
  }

  static Produced acknowledged(
      RecordId id, String producer, int partition, long offset, Instant time) {
    return new Produced(
        State.ACKNOWLEDGED,
        id.topic(),
        id.key(),
        id.sequence(),
        producer,
        partition,
        offset,
        time.toString(),
        null);
  }

  static Produced not(State state, RecordId id, String producer, String error, Instant time) {
    return new Produced(
        state, id.topic(), id.key(), id.sequence(), producer, null, null, time.toString(), error);
  }

  RecordId id() {
    return new RecordId(topic, key, sequence);
  }
}
