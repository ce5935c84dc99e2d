package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.mirror.KeptPositions.Kept;
import dev.strimzidr.mirror.KeptPositions.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where kept positions are at the target. A failover, which cannot read the source, could count
 * from the end of the target's log only, and only as far back as the logs have not parted.
 *
 * @param before what was kept before: where a position has not changed, nor has its place
 * @param copied the source offset of the last record copied, by partition, as it was stored before
 *     the target was looked at
 * @param at the source
 * @param there the target
 * @param most how many offsets before the end are looked at in a partition; who is further behind
 *     has no place
 */
record KeptPlaces(
    KeptPositions before, Map<TopicPartition, Long> copied, Standing at, Standing there, int most) {

  /**
   * Adds them.
   *
   * @param isolation what of the source the mirror copies
   */
  KeptPositions add(KeptPositions positions, String isolation, KafkaCluster from, KafkaCluster to) {
    Map<Checkpoints.Key, Place> places = new HashMap<>();
    Set<Checkpoints.Key> wanted = new HashSet<>();
    positions
        .positions()
        .forEach((key, kept) -> {
          Place known = known(key, kept);
          if (known != null) {
            places.put(key, known);
          } else if (isCopied(key, kept)) {
            wanted.add(key);
          }
        });
    if (!wanted.isEmpty()) {
      places.putAll(find(wanted, isolation, from, to));
    }
    return positions.at((key, kept) -> places.get(key));
  }

  private @Nullable Place known(Checkpoints.Key key, Kept kept) {
    Kept earlier = before.positions().get(key);
    if (earlier == null
        || !earlier.topicId().equals(kept.topicId())
        || earlier.position().offset() != kept.position().offset()) {
      return null;
    }
    return earlier.placeIn(there.ids().get(key.partition().topic()));
  }

  /** The target has the record that is read next; who is further ahead is counted from the end. */
  private boolean isCopied(Checkpoints.Key key, Kept kept) {
    Long last = copied.get(key.partition());
    return last != null && kept.position().offset() <= last;
  }

  private Map<Checkpoints.Key, Place> find(
      Set<Checkpoints.Key> wanted, String isolation, KafkaCluster from, KafkaCluster to) {
    BiPredicate<String, TopicPartition> wants =
        (group, partition) -> wanted.contains(new Checkpoints.Key(group, partition));
    List<GroupMove> moves =
        GroupPlanner.plan(at.only(wants), from, there, to, isolation, most, Optional.of(copied));
    Map<Checkpoints.Key, Place> places = new HashMap<>();
    for (GroupMove group : moves) {
      for (PartitionMove move : group.moves()) {
        String id = there.ids().get(move.partition().topic());
        if (move.placed() instanceof Placement.Exact exact && id != null) {
          places.put(
              new Checkpoints.Key(group.group(), move.partition()), new Place(exact.offset(), id));
        }
      }
    }
    return places;
  }
}
