package dev.strimzidr.tail;

import dev.strimzidr.kafka.LogBounds;
import org.apache.kafka.common.TopicPartition;

/**
 * What the source has of a partition.
 *
 * @param partition which
 * @param topicId tells a topic from one of the same name that was made later
 * @param log where its log begins and ends
 */
record Bounds(TopicPartition partition, String topicId, LogBounds log) {}
