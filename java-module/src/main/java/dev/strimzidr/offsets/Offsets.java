package dev.strimzidr.offsets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.mirror.ClusterLog;
import dev.strimzidr.mirror.ConnectOffsets;
import dev.strimzidr.mirror.OffsetsRequest;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.topics.Ids;
import dev.strimzidr.topics.KnownTopics;
import dev.strimzidr.topics.KnownTopicsMap;
import dev.strimzidr.topics.Seen;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The offsets of one mirror: reads them; plans, has them stored, and reads them again. */
final class Offsets {
  /** A ConfigMap holds a megabyte, and an offset takes a hundred bytes and the topic's name. */
  private static final int AT_ONCE = 2_000;

  private final Site source;
  private final Site target;
  private final KafkaCluster to;
  private final String name;
  private final Optional<ObjectNode> mirror;
  private final Optional<MirrorView> view;
  private final Duration timeout;
  private final Clock clock = Clock.systemUTC();

  /**
   * Asks nothing yet.
   *
   * @param to the cluster of the target
   * @param name of the KafkaMirrorMaker2
   * @param mirror as it is; nothing where it is not there yet, in check mode
   * @param view as it will be once it copies
   * @param timeout how long Strimzi may take to store offsets
   */
  Offsets(
      Site source,
      Site target,
      KafkaCluster to,
      String name,
      Optional<ObjectNode> mirror,
      Optional<MirrorView> view,
      Duration timeout) {
    this.source = source;
    this.target = target;
    this.to = to;
    this.name = name;
    this.mirror = mirror;
    this.view = view;
    this.timeout = timeout;
  }

  /** What is stored now. The source is not asked. */
  Result.Success read(Map<String, @Nullable Object> facts) {
    facts.put("stored", OffsetsDocument.stored(stored()));
    return Result.unchanged(facts);
  }

  /**
   * Sets fork points.
   *
   * @param from the cluster of the source
   * @param acceptLost whether records that retention has taken may be missing
   * @throws ModuleFailure when a mirror is not stopped, the fork points do not fit the source's
   *     logs, or what is stored afterwards is not what was asked for
   */
  Result.Success set(
      ForkPoints forks,
      KafkaCluster from,
      boolean acceptLost,
      Map<String, @Nullable Object> facts,
      boolean checkMode) {
    if (!checkMode) {
      requireStopped();
    }
    Map<TopicPartition, Long> stored = stored();
    boolean done = view.isPresent() && alteration(view.get()).isDone(forks);
    // What was copied anew since is not of the logs that have parted there.
    Set<String> anew = done ? alteration(view.orElseThrow()).anew() : Set.of();
    ForkPoints parted = forks.without(anew);
    OffsetsPlan plan = OffsetsPlan.of(parted, source.name(), done, bounds(parted, from), stored);
    facts.putAll(OffsetsDocument.of(plan, parted));
    refuse(plan, acceptLost, facts);
    boolean changed =
        !plan.changes().isEmpty() || !done || mirror.flatMap(OffsetsRequest::pending).isPresent();
    if (changed && !checkMode) {
      Alteration alteration = alteration(view.orElseThrow());
      if (done) {
        alteration.keep(anew);
      }
      stored = store(plan, alteration, stored);
      if (!done) {
        keepTopics(forks, from);
      }
      alteration.finish(forks);
    }
    facts.put("stored", OffsetsDocument.stored(stored));
    return new Result.Success(changed, facts, List.of());
  }

  /**
   * Lets the mirror copy topics from their beginnings.
   *
   * @param topics which
   * @param copies which copies are deleted before, with their records
   * @throws ModuleFailure when a mirror is not stopped, or something is stored all the same
   *     afterwards
   */
  Result.Success forget(
      Set<String> topics,
      Set<String> copies,
      Map<String, @Nullable Object> facts,
      boolean checkMode) {
    if (!checkMode) {
      requireStopped();
    }
    OffsetsPlan plan = OffsetsPlan.forgetting(topics, stored());
    Set<String> there =
        to.ask("asking for topics", admin -> new TreeSet<>(admin.listTopics().names().get()));
    there.retainAll(copies);
    FormerPositions positions = FormerPositions.find(to, source.name(), topics);
    boolean changed = !plan.changes().isEmpty() || !there.isEmpty() || positions.count() > 0;
    if (changed && !checkMode) {
      Alteration alteration = alteration(view.orElseThrow());
      alteration.keep(topics);
      alteration.withdraw();
      // Of a topic that is gone no position can be taken back.
      positions.remove();
      // Before the offsets: until these are taken back, a copy that was made again is red.
      if (!there.isEmpty()) {
        Void unused = to.ask("deleting topics", admin -> admin.deleteTopics(there).all().get());
      }
      if (!plan.changes().isEmpty()) {
        store(plan, alteration, stored());
        alteration.withdraw();
      }
    }
    facts.put("forgotten_partitions", plan.changes().size());
    facts.put("removed_positions", positions.count());
    facts.put("removed_copies", List.copyOf(there));
    facts.put("stored", OffsetsDocument.stored(stored()));
    return new Result.Success(changed, facts, List.of());
  }

  private Map<TopicPartition, Long> store(
      OffsetsPlan plan, Alteration alteration, Map<TopicPartition, Long> before) {
    Map<TopicPartition, Long> stored = before;
    if (mirror.flatMap(OffsetsRequest::pending).isPresent()) {
      alteration.withdraw();
      stored = stored();
    }
    List<OffsetsPlan.Change> missing = plan.missing(stored);
    while (!missing.isEmpty()) {
      alteration.store(source.name(), missing.subList(0, Math.min(AT_ONCE, missing.size())));
      stored = stored();
      List<OffsetsPlan.Change> left = plan.missing(stored);
      if (left.size() >= missing.size()) {
        alteration.withdraw();
        throw new ModuleFailure(
            Reason.CONTRADICTION,
            "Strimzi says that it has stored offsets of the mirror %s at %s, but %d of them are not stored, first that of %s. Run this again; if it stays so, look at the operator's log"
                .formatted(name, target.name(), left.size(), left.getFirst().partition()));
      }
      missing = left;
    }
    return stored;
  }

  private void requireStopped() {
    MirrorView.requireStopped(
        mirror.orElseThrow(), target.name(), "offsets of a connector that runs cannot be set");
    if (view.orElseThrow().configMap().isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "KafkaMirrorMaker2 %s at %s names no ConfigMap in sourceConnector.alterOffsets: roll it out anew with the role mirror"
              .formatted(name, target.name()));
    }
  }

  private void refuse(OffsetsPlan plan, boolean acceptLost, Map<String, @Nullable Object> facts) {
    if (!plan.problems().isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "No offset was set: " + String.join("; ", plan.problems()),
          facts,
          null);
    }
    if (!plan.lost().isEmpty() && !acceptLost) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "No offset was set: retention at %s has taken %s before they were copied. accept=[lost] goes on without them"
              .formatted(source.name(), OffsetsDocument.lostInWords(plan)),
          facts,
          null);
    }
  }

  private Map<TopicPartition, LogBounds> bounds(ForkPoints forks, KafkaCluster from) {
    Set<String> named = forks.topics().keySet();
    return new ClusterLog(from)
        .bounds(topic ->
            named.contains(topic) || view.filter(v -> v.filter().copies(topic)).isPresent());
  }

  /**
   * What was stored is of the topics that the fork points are of. A mirror that goes on the same
   * way has gone on from topics that are known already.
   */
  private void keepTopics(ForkPoints forks, KafkaCluster from) {
    KnownTopicsMap map = new KnownTopicsMap(target, name);
    boolean reverse = forks.reverse(source.name());
    if (!reverse
        && map.read().filter(kept -> kept.isOf(source.name(), target.name())).isPresent()) {
      return;
    }
    Map<String, Ids> set = new HashMap<>();
    forks
        .topics()
        .forEach((topic, points) ->
            set.put(topic, reverse ? new Ids(points.id(), null) : new Ids(null, points.id())));
    map.write(
        KnownTopics.afterSetting(
            source.name(),
            target.name(),
            clock.instant().toString(),
            set,
            Seen.read(from, to, view.orElseThrow().filter()::copies)));
  }

  private Map<TopicPartition, Long> stored() {
    return view.map(v -> new ConnectOffsets(to, v.offsetTopic(), v.connector()).read())
        .orElse(Map.of());
  }

  private Alteration alteration(MirrorView mirrorView) {
    return new Alteration(target, name, mirrorView, clock, clock.instant().plus(timeout));
  }
}
