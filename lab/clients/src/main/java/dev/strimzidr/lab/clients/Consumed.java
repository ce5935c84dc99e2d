package dev.strimzidr.lab.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a group did: a line of {@code consumed-GROUP.jsonl}.
 *
 * @param what what happened
 * @param client counts the clients of the group that were built
 * @param time when, ISO 8601 in UTC
 * @param topic of the record that was read; null for what is no record
 * @param partition where it was read
 * @param offset where it was read, at the site that was active then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Consumed(
    @JsonProperty("what") What what,
    @JsonProperty("client") int client,
    @JsonProperty("time") String time,
    @JsonProperty("topic") @Nullable String topic,
    @JsonProperty("key") @Nullable String key,
    @JsonProperty("sequence") @Nullable Long sequence,
    @JsonProperty("partition") @Nullable Integer partition,
    @JsonProperty("offset") @Nullable Long offset) {

  /** What happened. */
  enum What {
    /** A record was read. */
    @JsonProperty("read")
    READ,
    /** What the client has read so far is committed. */
    @JsonProperty("committed")
    COMMITTED,
    /** What it has read since will not be committed: its partitions were taken away. */
    @JsonProperty("forgotten")
    FORGOTTEN
  }

  static Consumed read(RecordId id, int client, int partition, long offset, Instant time) {
    return new Consumed(
        What.READ, client, time.toString(), id.topic(), id.key(), id.sequence(), partition, offset);
  }

  static Consumed of(What what, int client, Instant time) {
    return new Consumed(what, client, time.toString(), null, null, null, null, null);
  }

  /** The record that was read. */
  RecordId id() {
    if (topic == null || key == null || sequence == null) {
      throw new IllegalStateException("no record was read: " + this);
    }
    return new RecordId(topic, key, sequence);
  }
}
