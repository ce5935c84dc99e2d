package dev.strimzidr.topics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Why what a mirror has stored is not believed.
 *
 * @param kind which of a short list
 * @param topic of which topic
 * @param partition of which partition; null for all of the topic
 * @param text for the operator
 */
public record Doubt(Kind kind, String topic, @Nullable Integer partition, String text) {

  static Doubt of(Kind kind, TopicPartition partition, String text) {
    return new Doubt(kind, partition.topic(), partition.partition(), partition + text);
  }

  /** What was found. */
  public enum Kind {
    /** The source is another Kafka cluster than the one that was copied from. */
    OTHER_CLUSTER,
    /** The topic at the source was deleted and made again. */
    MADE_AGAIN,
    /** The copy was deleted, or made again. */
    COPY_MADE_AGAIN,
    /** More was copied than the log of the source has. */
    BEYOND_END,
    /** The last record that was copied is not among the last ones at the standby. */
    RECORD_DIFFERS,
    /** One of these was found earlier, and the topic was not copied anew since. */
    FOUND_EARLIER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it is about this partition. */
  boolean isOf(TopicPartition one) {
    return topic.equals(one.topic()) && (partition == null || partition == one.partition());
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("kind", kind.word());
    document.put("topic", topic);
    document.put("partition", partition);
    document.put("text", text);
    return document;
  }
}
