package dev.strimzidr.tail;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.kafka.common.TopicPartition;

/**
 * One file of an export, as the manifest has it.
 *
 * @param file its path, relative to the manifest
 * @param topic the topic
 * @param topicId tells it from a topic of the same name that was made later
 * @param partition the partition
 * @param from the offset at which the tail begins
 * @param until the offset before which the export ends
 * @param first the offset of its first record
 * @param last the offset of its last record
 * @param records how many records it has
 * @param bytes of their keys, values and headers
 * @param oldest the oldest timestamp, ISO 8601 in UTC
 * @param newest the newest timestamp
 * @param lostToRetention offsets between {@code from} and {@code until} that were gone
 * @param size of the file in bytes
 * @param sha256 of the file, in hexadecimal digits
 */
record Exported(
    String file,
    String topic,
    @JsonProperty("topic_id") String topicId,
    int partition,
    long from,
    long until,
    long first,
    long last,
    long records,
    long bytes,
    String oldest,
    String newest,
    @JsonProperty("lost_to_retention") long lostToRetention,
    long size,
    String sha256) {

  /** The same in another file. */
  Exported in(String other, long otherSize, String otherSha256) {
    return new Exported(
        other,
        topic,
        topicId,
        partition,
        from,
        until,
        first,
        last,
        records,
        bytes,
        oldest,
        newest,
        lostToRetention,
        otherSize,
        otherSha256);
  }

  /**
   * The same when only the first records of it are there.
   *
   * @param content what is there
   */
  Exported upTo(String other, Content content) {
    Tally tally = content.tally();
    return new Exported(
        other,
        topic,
        topicId,
        partition,
        from,
        tally.last() + 1,
        tally.first(),
        tally.last(),
        tally.records(),
        tally.bytes(),
        tally.oldest(),
        tally.newest(),
        lostToRetention,
        content.size(),
        content.sha256());
  }

  TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }
}
