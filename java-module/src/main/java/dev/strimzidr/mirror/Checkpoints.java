package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.connect.mirror.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The positions of groups as the mirror has written them down at the target, in a topic of its own:
 * for each group and partition an offset at the source, and the one that it takes for the same at
 * the target.
 */
public final class Checkpoints {

  /**
   * One of them.
   *
   * @param source the group's position at the source when it was written
   * @param target the position that the mirror translated it to
   * @param metadata what the group had committed with its position
   * @param writtenAt when, in milliseconds since 1970
   */
  public record Written(long source, long target, String metadata, long writtenAt) {}

  /** Whose position. */
  public record Key(String group, TopicPartition partition) {}

  private Checkpoints() {}

  /**
   * All of them; none when the mirror has not made the topic yet.
   *
   * @param sourceAlias the name that the mirror gives its source
   */
  public static Map<Key, Written> read(KafkaCluster target, String sourceAlias) {
    Map<Key, Written> written = new HashMap<>();
    boolean unused = target.reader(topic(sourceAlias)).readIfThere(record -> take(record, written));
    return written;
  }

  /**
   * The record by which a mirror writes down that a group is at the beginning of a partition at
   * both sites. Its checkpoint task reads what was written when it starts, and takes no tombstone.
   *
   * @param sourceAlias the name that the mirror gives its source
   */
  public static ProducerRecord<byte[], byte[]> atBeginning(String sourceAlias, Key whose) {
    Struct key =
        new Struct(Checkpoint.KEY_SCHEMA)
            .set(Checkpoint.CONSUMER_GROUP_ID_KEY, whose.group())
            .set(Checkpoint.TOPIC_KEY, whose.partition().topic())
            .set(Checkpoint.PARTITION_KEY, whose.partition().partition());
    Struct header =
        new Struct(Checkpoint.HEADER_SCHEMA).set(Checkpoint.VERSION_KEY, Checkpoint.VERSION);
    Struct value =
        new Struct(Checkpoint.VALUE_SCHEMA_V0)
            .set(Checkpoint.UPSTREAM_OFFSET_KEY, 0L)
            .set(Checkpoint.DOWNSTREAM_OFFSET_KEY, 0L)
            .set(Checkpoint.METADATA_KEY, "");
    return new ProducerRecord<>(topic(sourceAlias), 0, bytes(key), bytes(header, value));
  }

  private static byte[] bytes(Struct... structs) {
    ByteBuffer buffer = ByteBuffer.allocate(Arrays.stream(structs).mapToInt(Struct::sizeOf).sum());
    for (Struct struct : structs) {
      struct.writeTo(buffer);
    }
    return buffer.array();
  }

  private static String topic(String sourceAlias) {
    return sourceAlias + ".checkpoints.internal";
  }

  private static void take(
      ConsumerRecord<byte[], byte @Nullable []> record, Map<Key, Written> written) {
    if (record.value() == null) {
      return;
    }
    try {
      Checkpoint checkpoint = Checkpoint.deserializeRecord(record);
      written.put(
          new Key(checkpoint.consumerGroupId(), checkpoint.topicPartition()),
          new Written(
              checkpoint.upstreamOffset(),
              checkpoint.downstreamOffset(),
              checkpoint.metadata(),
              record.timestamp()));
    } catch (SchemaException e) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the checkpoint topic %s of the mirror has a record that is not a checkpoint"
              .formatted(record.topic()),
          e);
    }
  }
}
