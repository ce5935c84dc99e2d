package dev.strimzidr.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the logs of both sites part.
 *
 * @param from the site that was active
 * @param to the site that was promoted
 * @param at when, ISO 8601 in UTC; with {@code from} and {@code to} it says which fork this is
 * @param topics the offsets of every mirrored topic
 */
public record ForkPoints(String from, String to, String at, Map<String, Topic> topics) {

  /**
   * Offsets by partition: the first item is partition 0.
   *
   * @param copied at {@code from}, of the last record that was copied; null where none was
   * @param ends the high watermark at {@code to} before its first write of its own
   * @param id of the topic at {@code to} then; null in a record of an earlier version
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Topic(List<@Nullable Long> copied, List<Long> ends, @Nullable String id) {
    /** Of a topic whose ID is not known. */
    public Topic(List<@Nullable Long> copied, List<Long> ends) {
      this(copied, ends, null);
    }
  }

  /** Every partition that was mirrored. */
  public List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach((topic, offsets) -> {
      for (int partition = 0; partition < offsets.ends().size(); partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    });
    return partitions;
  }

  /** The last copied offset; nothing when none was, or when the partition was not known then. */
  public OptionalLong copied(TopicPartition partition) {
    Topic offsets = topics.get(partition.topic());
    if (offsets == null || partition.partition() >= offsets.copied().size()) {
      return OptionalLong.empty();
    }
    Long copied = offsets.copied().get(partition.partition());
    return copied == null ? OptionalLong.empty() : OptionalLong.of(copied);
  }

  /**
   * The offset that a mirror reads first, at its source; 0 for the beginning.
   *
   * @param source the site that the mirror copies from: {@code to} for a mirror that goes the other
   *     way, which begins with what was not copied; {@code from} for one that goes on
   */
  public Map<TopicPartition, Long> starts(String source) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions()) {
      OptionalLong copied = copied(partition);
      long next = copied.isPresent() ? copied.getAsLong() + 1 : 0;
      starts.put(partition, reverse(source) ? end(partition) : next);
    }
    return starts;
  }

  /** The same, which says nothing of some topics. */
  public ForkPoints without(Set<String> some) {
    Map<String, Topic> others = new TreeMap<>(topics);
    others.keySet().removeAll(some);
    return new ForkPoints(from, to, at, others);
  }

  private long end(TopicPartition partition) {
    return Objects.requireNonNull(topics.get(partition.topic())).ends().get(partition.partition());
  }

  /** Whether a mirror from this site goes the other way. */
  public boolean reverse(String source) {
    return source.equals(to);
  }
}
