package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mirror of a planned move: it copies the last record, and is told to stop. */
public final class MovedMirror {
  /** Clients wait: nothing is looked at that the move is not about. */
  private static final Measurement.Scope LAG = new Measurement.Scope(false, false, Set.of());

  /** Long enough that the leaders themselves are asked for the ends of their logs. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Site source;
  private final Site target;
  private final KafkaCluster from;
  private final KafkaCluster to;
  private final String name;
  private final Clock clock = Clock.systemUTC();
  private @Nullable ConnectOffsets copied;

  /**
   * Asks nothing yet.
   *
   * @param from the cluster of the source
   * @param to the cluster of the target
   * @param name of the KafkaMirrorMaker2
   */
  public MovedMirror(Site source, Site target, KafkaCluster from, KafkaCluster to, String name) {
    this.source = source;
    this.target = target;
    this.from = from;
    this.to = to;
    this.name = name;
  }

  /**
   * How far it is: {@code drained}, {@code undrained}, {@code lag}, {@code identity} as {@code
   * strimzi_mirror_info} says them. Of one that is not drained also what its connectors do, such as
   * {@code running}, {@code why}, {@code stuck} and {@code cure}. That a cluster cannot be asked is
   * a fact, in {@code lag.why}.
   *
   * @param within how long to wait until it is drained; zero for a look alone
   */
  public Map<String, @Nullable Object> drain(Duration within) {
    MirrorLook look = look();
    look.take(
        mirror -> {
          MirrorTopics topics = look.declared(mirror);
          ConnectStates states = new ConnectStates(to, mirror);
          try {
            look.measure(mirror, topics, copied(mirror), states, Duration.ZERO, within, LAG);
            if (!Boolean.TRUE.equals(look.facts().get("drained"))) {
              look.facts().putAll(MirrorStatus.of(states.now()));
            }
          } catch (ModuleFailure failure) {
            look.unmeasured(failure.message());
          }
        },
        () -> {});
    return look.facts();
  }

  /** Tells all its connectors to stop; whether one was to run before. */
  public boolean stop() {
    return stop(MirrorSpec.CONNECTORS);
  }

  /**
   * Tells the connector to stop that carries positions of groups: a move carries them by itself,
   * exactly. It takes a second or two, for which clients would wait.
   */
  public boolean stopCheckpoints() {
    return stop(List.of(MirrorSpec.CHECKPOINT));
  }

  private boolean stop(List<String> connectors) {
    Ref ref = look().ref();
    ObjectNode live = target.api().get(ref);
    return MirrorSwitch.tell(target.api(), ref, live, connectors, MirrorSwitch.STOPPED, false)
        .anything();
  }

  /**
   * Where the logs part, once the source is closed. Nobody waits for the mirror to stop: it is no
   * super user of the source, so that no broker there gives it a record any more, and what it had
   * been given is at the target, or it is not drained.
   *
   * @throws ModuleFailure when it is not drained, or not told to stop, or a cluster cannot be asked
   */
  public ForkPoints part() {
    ObjectNode mirror = target.api().get(look().ref());
    if (!MirrorSpec.isIn(mirror, MirrorSwitch.STOPPED)) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the mirror at %s runs again: somebody has let it run".formatted(target.name()));
    }
    Map<String, @Nullable Object> seen = drain(AT_ONCE);
    if (!Boolean.TRUE.equals(seen.get("drained"))) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s has records that were not copied, although it is closed and the mirror was drained: %s"
              .formatted(source.name(), String.join("; ", words(seen))),
          new LinkedHashMap<>(seen),
          null);
    }
    return new Parting(mirror, copied(mirror), to)
        .forkPoints(source.name(), target.name(), clock.instant());
  }

  /** What keeps it from being drained, in words. */
  public static List<String> words(Map<String, ? extends @Nullable Object> seen) {
    if (seen.get("undrained") instanceof List<?> undrained && !undrained.isEmpty()) {
      return undrained.stream().map(String::valueOf).toList();
    }
    Object why = seen.get("lag") instanceof Map<?, ?> lag ? lag.get("why") : null;
    return List.of(String.valueOf(why == null ? seen.get("why") : why));
  }

  /** One for all looks: the topic has a record for each commit, and clients wait. */
  private ConnectOffsets copied(JsonNode mirror) {
    ConnectOffsets known = copied == null ? ConnectOffsets.of(mirror, to) : copied;
    copied = known;
    return known;
  }

  private MirrorLook look() {
    return MirrorLook.of(source, target, from, to, name, clock);
  }
}
