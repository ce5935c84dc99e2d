package dev.strimzidr.mirror;

import dev.strimzidr.mirror.GroupPositions.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the groups of a source as they are kept at the target, for a failover, which
 * cannot ask the source. No I/O.
 *
 * @param taken when all of them were looked at last; null for never
 * @param positions whose they are and where they stand
 */
public record KeptPositions(@Nullable Instant taken, Map<Checkpoints.Key, Kept> positions) {

  /**
   * One of them.
   *
   * @param topicId the ID of the topic at the source, to which the offset belongs
   * @param place where the position is at the target; null where the record behind it was not
   *     copied yet, or nobody could say
   */
  public record Kept(GroupKind kind, Position position, String topicId, @Nullable Place place) {

    /** Its place in a topic that has this ID now; null when it is of another topic. */
    public @Nullable Place placeIn(@Nullable String id) {
      return place != null && place.topicId().equals(id) ? place : null;
    }

    /** The same, with its place. */
    public Kept at(@Nullable Place there) {
      return new Kept(kind, position, topicId, there);
    }
  }

  /**
   * A place at the target, of precisely the record that is read next.
   *
   * @param topicId the ID of the topic there, to which the offset belongs
   */
  public record Place(long offset, String topicId) {}

  /** The same positions with places, or without. */
  public KeptPositions at(BiFunction<Checkpoints.Key, Kept, @Nullable Place> place) {
    Map<Checkpoints.Key, Kept> placed = new HashMap<>();
    positions.forEach((key, kept) -> placed.put(key, kept.at(place.apply(key, kept))));
    return new KeptPositions(taken, placed);
  }

  /** None, and nobody has looked. */
  public static final KeptPositions NONE = new KeptPositions(null, Map.of());

  /**
   * Those of groups.
   *
   * @param taken when it was begun to look at them
   * @param topicIds of topics that are there; positions in others are not kept
   */
  public static KeptPositions of(
      GroupPositions groups, Map<String, String> topicIds, Instant taken) {
    Map<Checkpoints.Key, Kept> positions = new HashMap<>();
    groups
        .groups()
        .forEach((name, group) ->
            group
                .positions()
                .forEach((partition, position) -> {
                  String id = topicIds.get(partition.topic());
                  if (id != null) {
                    positions.put(
                        new Checkpoints.Key(name, partition),
                        new Kept(
                            group.kind(),
                            new Position(position.offset(), position.metadata(), null),
                            id,
                            null));
                  }
                }));
    return new KeptPositions(taken, positions);
  }

  /**
   * What is to be written so that these are kept where others were; null for what is not any more.
   */
  public Map<Checkpoints.Key, @Nullable Kept> insteadOf(KeptPositions others) {
    Map<Checkpoints.Key, @Nullable Kept> changes = new HashMap<>();
    others.positions().keySet().stream()
        .filter(key -> !positions.containsKey(key))
        .forEach(key -> changes.put(key, null));
    positions.forEach((key, kept) -> {
      if (!kept.equals(others.positions().get(key))) {
        changes.put(key, kept);
      }
    });
    return changes;
  }
}
