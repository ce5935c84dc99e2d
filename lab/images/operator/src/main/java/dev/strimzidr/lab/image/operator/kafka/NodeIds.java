package dev.strimzidr.lab.image.operator.kafka;

import static io.strimzi.api.kafka.model.nodepool.ProcessRoles.BROKER;

import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The node ids of one pool.
 *
 * @param current what the pool's status says
 * @param desired what the pool is to have
 * @param removed what has to go
 * @param added what is new
 * @param formerBrokers nodes that stay and lose the broker role
 */
public record NodeIds(
    NavigableSet<Integer> current,
    NavigableSet<Integer> desired,
    NavigableSet<Integer> removed,
    NavigableSet<Integer> added,
    NavigableSet<Integer> formerBrokers) {
  private static final String NEXT_NODE_IDS = Annotations.DOMAIN + "next-node-ids";
  private static final String REMOVE_NODE_IDS = Annotations.DOMAIN + "remove-node-ids";

  /**
   * Ids for all pools of a cluster: those in use stay, the lowest free ones come next, the highest
   * go first.
   */
  public static Map<String, NodeIds> assign(List<KafkaNodePool> pools) {
    NavigableSet<Integer> used = new TreeSet<>();
    for (KafkaNodePool pool : pools) {
      for (int id : inStatus(pool)) {
        if (!used.add(id)) {
          throw Refusal.invalidConfiguration(
              "Found duplicate node ID %d in node pool %s"
                  .formatted(id, pool.getMetadata().getName()));
        }
      }
    }
    Map<String, NodeIds> assigned = new HashMap<>();
    for (KafkaNodePool pool : pools) {
      assigned.put(pool.getMetadata().getName(), ofPool(pool, used));
    }
    return assigned;
  }

  private static NodeIds ofPool(KafkaNodePool pool, NavigableSet<Integer> used) {
    TreeSet<Integer> current = new TreeSet<>(inStatus(pool));
    TreeSet<Integer> desired = new TreeSet<>(current);
    TreeSet<Integer> removed = new TreeSet<>();
    TreeSet<Integer> added = new TreeSet<>();
    int replicas = pool.getSpec().getReplicas();
    var wantedGone = NodeIdRange.parse(Annotations.of(pool, REMOVE_NODE_IDS));
    while (desired.size() > replicas) {
      int id = wantedGone.stream().filter(desired::contains).findFirst().orElseGet(desired::last);
      desired.remove(id);
      removed.add(id);
    }
    var wantedNext = NodeIdRange.parse(Annotations.of(pool, NEXT_NODE_IDS));
    while (desired.size() < replicas) {
      int id =
          Stream.concat(wantedNext.stream(), Stream.iterate(0, i -> i + 1))
              .filter(candidate -> !used.contains(candidate))
              .findFirst()
              .orElseThrow();
      used.add(id);
      desired.add(id);
      added.add(id);
    }
    return new NodeIds(current, desired, removed, added, formerBrokers(pool, current, desired));
  }

  private static NavigableSet<Integer> formerBrokers(
      KafkaNodePool pool, NavigableSet<Integer> current, NavigableSet<Integer> desired) {
    boolean wasBroker =
        pool.getStatus() != null
            && pool.getStatus().getRoles() != null
            && pool.getStatus().getRoles().contains(BROKER);
    boolean isBroker =
        pool.getSpec().getRoles() == null || pool.getSpec().getRoles().contains(BROKER);
    return wasBroker && !isBroker
        ? desired.stream().filter(current::contains).collect(Collectors.toCollection(TreeSet::new))
        : new TreeSet<>();
  }

  private static List<Integer> inStatus(KafkaNodePool pool) {
    return Optional.ofNullable(pool.getStatus())
        .map(status -> status.getNodeIds())
        .orElse(List.of());
  }
}
