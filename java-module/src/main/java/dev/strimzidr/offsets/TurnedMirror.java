package dev.strimzidr.offsets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mirror of a pair that turns round. At both sites stands a KafkaMirrorMaker2 of the same name:
 * the one that copied until now becomes a warm one, which is stopped and matches no topic, and the
 * warm one of the other direction begins where the logs part.
 */
public final class TurnedMirror {
  private final Site source;
  private final Site target;
  private final KafkaCluster from;
  private final KafkaCluster to;
  private final Declared declared;
  private final Duration timeout;
  private final String name;
  private final Clock clock = Clock.systemUTC();

  /**
   * How both are declared.
   *
   * @param warm the one at the new source, stopped and without topics
   * @param running the one at the new target, as it copies
   * @param acceptLost whether records that retention has taken may be missing
   */
  public record Declared(ObjectNode warm, ObjectNode running, boolean acceptLost) {}

  /**
   * Asks nothing yet.
   *
   * @param source the site that is copied from from now on
   * @param from its cluster
   * @param target the site that is copied into from now on
   * @param to its cluster
   * @param name of the KafkaMirrorMaker2 at both
   * @param timeout how long Strimzi may take for each of the two
   */
  public TurnedMirror(
      Site source,
      KafkaCluster from,
      Site target,
      KafkaCluster to,
      String name,
      Declared declared,
      Duration timeout) {
    this.source = source;
    this.target = target;
    this.from = from;
    this.to = to;
    this.name = name;
    this.declared = declared;
    this.timeout = timeout;
  }

  /** Why there is nothing warm to begin with; empty where there is. */
  public Optional<String> cold() {
    return target.api().find(at(target)).isPresent()
        ? Optional.empty()
        : Optional.of("there is no warm mirror at %s".formatted(target.name()));
  }

  /**
   * Has the former one stopped, without topics, and seen so; and the other one told where to begin.
   * Can be done again at any point, also when that one has gone on since.
   *
   * @throws ModuleFailure when one of them cannot be so
   */
  public void prepare(ForkPoints forks) {
    boolean unused =
        Futures.both(
            () -> {
              bring(source, declared.warm());
              await(source, timeout);
              return true;
            },
            () -> {
              begin(forks);
              return true;
            },
            (former, next) -> former && next);
  }

  /**
   * Lets it copy.
   *
   * @param patience how long to wait until it does
   * @return what is waited for still; empty when nothing
   * @throws ModuleFailure when it never will
   */
  public Optional<String> run(Duration patience) {
    bring(target, declared.running());
    try {
      await(target, patience);
      return Optional.empty();
    } catch (ModuleFailure failure) {
      if (failure.reason() == Reason.TIMEOUT) {
        return Optional.of(failure.message());
      }
      throw failure;
    }
  }

  private void begin(ForkPoints forks) {
    MirrorView view = MirrorView.of(declared.running(), source.name(), target.name());
    ObjectNode mirror = target.api().get(at(target));
    if (MirrorSpec.isIn(mirror, "running")) {
      if (new Alteration(target, name, view, clock, clock.instant()).isDone(forks)) {
        return; // by a call that was cut off
      }
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the mirror at %s runs, and nobody has told it where to begin: somebody has let it run. Stop it with strimzi_mirror_state"
              .formatted(target.name()));
    }
    await(target, timeout);
    // They may be of topics that have been made anew since, and are worth nothing after a move.
    Leftovers leftovers = new Leftovers(to);
    Set<String> stale = leftovers.find(source.name(), List.of());
    if (!stale.isEmpty()) {
      leftovers.remove(stale);
    }
    Object unused =
        new Offsets(
                source,
                target,
                to,
                name,
                Optional.of(target.api().get(at(target))),
                Optional.of(view),
                timeout)
            .set(forks, from, declared.acceptLost(), new LinkedHashMap<>(), false);
  }

  private void bring(Site site, ObjectNode wanted) {
    ObjectNode unused = site.api().apply(at(site), wanted, ApplyOptions.of(true, false));
  }

  private void await(Site site, Duration within) {
    new Waiter(site.api(), clock, List.of(at(site)), true).await(clock.instant().plus(within));
  }

  private Ref at(Site site) {
    return site.in(KnownKinds.KAFKA_MIRROR_MAKER_2, name);
  }
}
