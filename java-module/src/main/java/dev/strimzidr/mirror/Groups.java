package dev.strimzidr.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How well the mirror carries the positions of groups. No I/O. */
final class Groups {
  private static final int WORST = 10;
  private static final double MILLIS = 1000.0;

  private final GroupPositions source;
  private final GroupPositions target;
  private final Map<Checkpoints.Key, Checkpoints.Written> checkpoints;
  private final Map<TopicPartition, Lag.Partition> partitions;
  private final Map<TopicPartition, Long> targetEnds;
  private final Instant now;

  /**
   * Compares.
   *
   * @param partitions those that are mirrored; positions in others are left out
   * @param targetEnds the ends of the same partitions at the target
   */
  Groups(
      GroupPositions source,
      GroupPositions target,
      Map<Checkpoints.Key, Checkpoints.Written> checkpoints,
      Map<TopicPartition, Lag.Partition> partitions,
      Map<TopicPartition, Long> targetEnds,
      Instant now) {
    this.source = source;
    this.target = target;
    this.checkpoints = checkpoints;
    this.partitions = partitions;
    this.targetEnds = targetEnds;
    this.now = now;
  }

  /** Every group of the source, the names sorted. */
  List<Map<String, @Nullable Object>> documents() {
    List<Map<String, @Nullable Object>> documents = new ArrayList<>();
    new TreeMap<>(source.groups()).forEach((name, group) -> documents.add(group(name, group)));
    return documents;
  }

  private Map<String, @Nullable Object> group(String group, GroupPositions.Group standing) {
    List<Position> positions = new ArrayList<>();
    standing
        .positions()
        .forEach((partition, position) -> {
          Lag.Partition mirrored = partitions.get(partition);
          if (mirrored != null) {
            positions.add(position(group, mirrored, position.offset()));
          }
        });
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("group", group);
    document.put("kind", standing.kind().word());
    document.put("state_at_source", standing.state());
    document.put("state_at_target", target.state(group));
    document.put("partitions", positions.size());
    document.put(
        "without_checkpoint", positions.stream().filter(p -> p.checkpoint() == null).count());
    document.put("would_repeat", wouldRepeat(positions));
    document.put("oldest_checkpoint_seconds", oldest(positions));
    positions.sort(Comparator.comparingLong(Position::rank).reversed());
    document.put("worst", positions.stream().limit(WORST).map(Position::document).toList());
    return document;
  }

  private Position position(String group, Lag.Partition mirrored, long offset) {
    TopicPartition partition = mirrored.partition();
    GroupPositions.Position there = target.position(group, partition);
    return new Position(
        mirrored,
        offset,
        there == null ? null : there.offset(),
        checkpoints.get(new Checkpoints.Key(group, partition)),
        targetEnds.get(partition));
  }

  /** Unknown as soon as one partition is: a sum over the others would look like an answer. */
  private static @Nullable Long wouldRepeat(List<Position> positions) {
    long sum = 0;
    for (Position position : positions) {
      Long repeats = position.repeats();
      if (repeats == null) {
        return null;
      }
      sum += repeats;
    }
    return sum;
  }

  private @Nullable Double oldest(List<Position> positions) {
    return positions.stream()
        .map(Position::checkpoint)
        .filter(java.util.Objects::nonNull)
        .map(checkpoint -> (now.toEpochMilli() - checkpoint.writtenAt()) / MILLIS)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * Where a group stands in one partition.
   *
   * @param source what it reads next at the source
   * @param target what it would read next at the target; null when it has no position there
   * @param checkpoint what the mirror has written down; null for nothing
   * @param targetEnd the end of the partition at the target; null when it is not there
   */
  private record Position(
      Lag.Partition mirrored,
      long source,
      @Nullable Long target,
      Checkpoints.@Nullable Written checkpoint,
      @Nullable Long targetEnd) {

    /**
     * Records that the group has read at the source and would read again at the target, at most:
     * both logs end with the same record, so what lies before it from the one position and from the
     * other tells how far they are apart. MirrorMaker's own translation may be off by thousands,
     * and its checkpoint does not show it.
     */
    @Nullable Long repeats() {
      if (mirrored.lastStableOffset() == mirrored.logStartOffset()) {
        return 0L;
      }
      Long from = target == null && checkpoint != null ? Long.valueOf(checkpoint.target()) : target;
      if (from == null || targetEnd == null || mirrored.copied().isEmpty()) {
        return null;
      }
      long toRead = Math.max(0, mirrored.copied().getAsLong() + 1 - source);
      return Math.max(0, targetEnd - from - toRead);
    }

    /** The worst first, and what is unknown before it. */
    long rank() {
      Long repeats = repeats();
      return repeats == null ? Long.MAX_VALUE : repeats;
    }

    Map<String, @Nullable Object> document() {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("topic", mirrored.partition().topic());
      document.put("partition", mirrored.partition().partition());
      document.put("source", source);
      document.put("target", target);
      document.put("checkpoint_source", checkpoint == null ? null : checkpoint.source());
      document.put("checkpoint_target", checkpoint == null ? null : checkpoint.target());
      document.put("would_repeat", repeats());
      return document;
    }
  }
}
