package dev.strimzidr.tail;

import dev.strimzidr.kafka.LogBounds;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition at the source.
 *
 * @param partition which
 * @param topicId tells a topic from one of the same name that was made later
 * @param log its offsets
 */
record SourcePartition(TopicPartition partition, String topicId, LogBounds log) {}
