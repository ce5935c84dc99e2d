package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupPositions.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a group in one partition.
 *
 * @param partition which
 * @param source where it stands at the source
 * @param before where it would have gone on at the target; null when it had no position there
 * @param placed where it is placed
 */
record PartitionMove(
    TopicPartition partition, Position source, @Nullable Position before, Placement.Placed placed) {

  /** The offset to set; null when there is none. */
  @Nullable Long offset() {
    return switch (placed) {
      case Placement.Exact exact -> exact.offset();
      case Placement.Near near -> near.offset();
      case Placement.End end -> end.offset();
      case Placement.Counted counted -> counted.offset();
      case Placement.Translated translated -> translated.offset();
      case Placement.Unplaced unplaced -> null;
      case Placement.NotYet notYet -> null;
      case Placement.Gone gone -> null;
      case Placement.Further further -> null;
      case Placement.Left left -> null;
      case Placement.Lost lost -> null;
    };
  }

  boolean near() {
    return placed instanceof Placement.Near;
  }

  /**
   * By how many offsets the group is set back at the target, as somebody has set it back at the
   * source; 0 when it is not.
   */
  long backwards() {
    Long offset = offset();
    return offset == null || before == null ? 0 : Math.max(0, before.offset() - offset);
  }

  /** What is to be set; null when it stands so, or is not placed. */
  @Nullable OffsetAndMetadata change() {
    Long offset = offset();
    return offset == null
            || (before != null
                && offset == before.offset()
                && source.metadata().equals(before.metadata()))
        ? null
        : new OffsetAndMetadata(offset, source.metadata());
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("topic", partition.topic());
    document.put("partition", partition.partition());
    document.put("source", source.offset());
    document.put("before", before == null ? null : before.offset());
    document.put("target", offset());
    document.put("placed", word());
    document.put("may_repeat", mayRepeat());
    document.put("backwards", backwards());
    document.put("why", why());
    return document;
  }

  private String word() {
    return switch (placed) {
      case Placement.Exact exact -> "exact";
      case Placement.Near near -> "near";
      case Placement.End end -> "end";
      case Placement.Unplaced unplaced -> "not";
      case Placement.NotYet notYet -> "not_yet";
      case Placement.Gone gone -> "gone";
      case Placement.Counted counted -> "counted";
      case Placement.Translated translated -> "translated";
      case Placement.Further further -> "left";
      case Placement.Left left -> "left";
      case Placement.Lost lost -> "lost";
    };
  }

  /** How many records it may read again at the most; null when nobody knows. */
  @Nullable Long mayRepeat() {
    return switch (placed) {
      case Placement.Near near -> (long) near.atMost();
      case Placement.Counted counted -> counted.atMost();
      case Placement.Translated translated -> translated.atMost();
      case Placement.Further further -> null;
      case Placement.Left left -> null;
      case Placement.Lost lost -> null;
      case Placement.NotYet notYet -> null;
      case Placement.Exact exact -> 0L;
      case Placement.End end -> 0L;
      case Placement.Gone gone -> 0L;
      case Placement.Unplaced unplaced -> 0L;
    };
  }

  /** Why it is placed so; empty where that needs no words. */
  String why() {
    return switch (placed) {
      case Placement.Unplaced unplaced -> unplaced.why();
      case Placement.Translated translated -> translated.why();
      case Placement.Further further -> "it stands further at the target already";
      case Placement.Left left -> left.why();
      case Placement.Lost lost -> lost.why();
      case Placement.NotYet notYet -> notYet.why();
      case Placement.Gone gone -> "the source does not have the partition any more";
      case Placement.End end ->
          "it stands %d offsets behind the end of the log at the source".formatted(end.beyond());
      case Placement.Exact exact -> "";
      case Placement.Near near -> "";
      case Placement.Counted counted -> "";
    };
  }
}
