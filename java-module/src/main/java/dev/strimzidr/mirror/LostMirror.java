package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Transactions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mirror of a failover: its source is lost, and is not asked. Connect does not stop a connector
 * that cannot reach its source, so the mirror is removed; what it has copied up to is in Kafka.
 */
public final class LostMirror {
  /** A worker that waits for a source that is dead ends no sooner, however long it may take. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String source;
  private final Site target;
  private final KafkaCluster to;
  private final MirrorResource resource;
  private final Clock clock = Clock.systemUTC();

  /**
   * Asks nothing yet.
   *
   * @param source the name of the site that is lost
   * @param to the cluster of the target
   * @param name of the KafkaMirrorMaker2
   * @param declared how it is declared, for where it has been removed
   */
  public LostMirror(
      String source, Site target, KafkaCluster to, String name, Map<String, Object> declared) {
    this.source = source;
    this.target = target;
    this.to = to;
    this.resource = new MirrorResource(target, name, declared);
  }

  /**
   * Removes it, and aborts the transactions that its workers may have been in: at their first
   * record clients would wait until the broker's own time for them is over.
   *
   * @param within how long it may take until no worker is left
   * @return the ids of producers that were fenced: all that its workers have had
   * @throws ModuleFailure when a worker is left
   */
  public List<String> remove(Duration within) {
    Instant deadline = clock.instant().plus(within);
    KubeApi api = target.api();
    Ref ref = resource.ref();
    Optional<ObjectNode> live = resource.live();
    String group =
        MirrorSpec.group(live.<JsonNode>map(there -> there).orElseGet(resource::asDeclared));
    if (live.isPresent()) {
      if (!live.get().path("metadata").has("deletionTimestamp")) {
        api.remove(ref, false);
      }
      new Waiter(api, clock, List.of(ref), false).await(deadline);
    }
    Workers workers = new Workers(api, ref, clock);
    workers.end(GRACE, deadline);
    workers.awaitGone(deadline);
    return fence(group);
  }

  /** As Connect names them: those of tasks, and that of the worker that leads the group. */
  private List<String> fence(String group) {
    return to.with(admin -> {
      Transactions transactions = new Transactions(admin);
      List<String> ids =
          transactions.known(
              id -> id.startsWith(group + "-") || id.equals("connect-cluster-" + group));
      if (!ids.isEmpty()) {
        transactions.fence(ids);
      }
      return ids;
    });
  }

  /**
   * Where the logs part.
   *
   * @throws ModuleFailure when the target cannot be asked
   */
  public ForkPoints part() {
    JsonNode mirror = resource.known();
    return new Parting(mirror, ConnectOffsets.of(mirror, to), to)
        .forkPoints(source, target.name(), clock.instant());
  }
}
