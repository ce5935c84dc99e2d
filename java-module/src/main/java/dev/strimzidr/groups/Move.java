package dev.strimzidr.groups;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a group in one partition.
 *
 * @param partition which
 * @param source the offset that it reads next at the source
 * @param before the offset that it would have read next at the target; null when it had none
 * @param placed where it is placed
 */
record Move(TopicPartition partition, long source, @Nullable Long before, Placement.Placed placed) {

  /** The offset to set; null when there is none. */
  @Nullable Long offset() {
    return switch (placed) {
      case Placement.Exact exact -> exact.offset();
      case Placement.Near near -> near.offset();
      case Placement.Unplaced unplaced -> null;
      case Placement.NotYet notYet -> null;
      case Placement.Counted counted -> counted.offset();
      case Placement.Translated translated -> translated.offset();
      case Placement.Left left -> null;
    };
  }

  boolean near() {
    return placed instanceof Placement.Near;
  }

  /** By how many offsets the group would be set back at the target; 0 when it is not. */
  long backwards() {
    Long offset = offset();
    return offset == null || before == null ? 0 : Math.max(0, before - offset);
  }

  boolean changes() {
    Long offset = offset();
    return offset != null && !offset.equals(before);
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("topic", partition.topic());
    document.put("partition", partition.partition());
    document.put("source", source);
    document.put("before", before);
    document.put("target", offset());
    document.put(
        "placed",
        switch (placed) {
          case Placement.Exact exact -> "exact";
          case Placement.Near near -> "near";
          case Placement.Unplaced unplaced -> "not";
          case Placement.NotYet notYet -> "not_yet";
          case Placement.Counted counted -> "counted";
          case Placement.Translated translated -> "translated";
          case Placement.Left left -> "left";
        });
    document.put("may_repeat", mayRepeat());
    document.put("backwards", backwards());
    document.put("why", why());
    return document;
  }

  /** How many records it may read again at the most; null when nobody knows. */
  private @Nullable Long mayRepeat() {
    return switch (placed) {
      case Placement.Near near -> (long) near.atMost();
      case Placement.Counted counted -> counted.atMost();
      case Placement.Translated translated -> translated.atMost();
      case Placement.Left left -> null;
      case Placement.Exact exact -> 0L;
      case Placement.Unplaced unplaced -> 0L;
      case Placement.NotYet notYet -> 0L;
    };
  }

  private String why() {
    return switch (placed) {
      case Placement.Unplaced unplaced -> unplaced.why();
      case Placement.Translated translated -> translated.why();
      case Placement.Left left -> left.why();
      case Placement.Exact exact -> "";
      case Placement.Near near -> "";
      case Placement.NotYet notYet -> "";
      case Placement.Counted counted -> "";
    };
  }
}
