package dev.strimzidr.move;

import dev.strimzidr.mirror.MovedMirror;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits for the mirror of a planned move, as long as that is of use. */
final class MirrorWait {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final MovedMirror mirror;
  private final MoveRequest.Limits limits;
  private final Duration before;
  private final Clock clock = Clock.systemUTC();
  private final Instant begun = clock.instant();

  /**
   * Looks at nothing yet.
   *
   * @param before for how long calls before this one have waited for the same
   */
  MirrorWait(MovedMirror mirror, MoveRequest.Limits limits, Duration before) {
    this.mirror = mirror;
    this.limits = limits;
    this.before = before;
  }

  /**
   * Waits until it has caught up, before anything is closed: clients wait for what it is behind.
   *
   * @return what it waits for still; empty when nothing
   * @throws ModuleFailure when it copies nothing, or stays too far behind
   */
  Optional<Awaited> caughtUp() {
    while (true) {
      Map<String, @Nullable Object> seen = mirror.drain(Duration.ZERO);
      requireUseful(seen);
      boolean over = waited().compareTo(limits.lagBudget()) > 0;
      if (!behind(seen, limits.lag()) || (over && !behind(seen, limits.lagBudget()))) {
        return Optional.empty();
      }
      if (over) {
        throw new ModuleFailure(
            Reason.TIMEOUT,
            "the mirror is further behind than %d s (move_lag_budget_seconds), and was for as long: %s"
                .formatted(limits.lagBudget().toSeconds(), words(seen)));
      }
      if (elapsed().compareTo(limits.patience()) > 0) {
        return Optional.of(Awaited.copies(Awaited.CATCH_UP, waited(), seen));
      }
      Pause.take(LOOK_AGAIN);
    }
  }

  /**
   * Waits until the last record is copied.
   *
   * @return what it waits for still; empty when nothing
   * @throws ModuleFailure when that will not be, or takes too long
   */
  Optional<Awaited> drained() {
    Map<String, @Nullable Object> seen = mirror.drain(limits.patience());
    if (Boolean.TRUE.equals(seen.get("drained"))) {
      return Optional.empty();
    }
    requireUseful(seen);
    if (waited().compareTo(limits.drain()) > 0) {
      throw new ModuleFailure(
          Reason.TIMEOUT,
          "the mirror is not drained after %d s (move_drain_timeout): %s"
              .formatted(limits.drain().toSeconds(), words(seen)));
    }
    return Optional.of(Awaited.copies(Step.DRAIN.word(), waited(), seen));
  }

  /** However long one waits, some things do not become better. */
  private static void requireUseful(Map<String, ? extends @Nullable Object> seen) {
    List<String> again = recreated(seen);
    if (!again.isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the mirror cannot be drained: %s. Copy the topics anew with playbooks/recopy.yml (docs/runbooks/topic-made-again.md)"
              .formatted(String.join("; ", again)));
    }
    if (Boolean.TRUE.equals(seen.get("stuck"))) {
      throw new ModuleFailure(
          Reason.NOT_READY,
          "the mirror has failed, and no restart mends it: %s. What to do: %s"
              .formatted(seen.get("why"), seen.get("cure")));
    }
  }

  private static List<String> recreated(Map<String, ? extends @Nullable Object> seen) {
    return Awaited.lag(seen).get("recreated") instanceof List<?> topics
        ? topics.stream()
            .map(topic -> topic instanceof Map<?, ?> one ? String.valueOf(one.get("doubt")) : "")
            .distinct()
            .toList()
        : List.of();
  }

  /** What is not known is too far. */
  private static boolean behind(Map<String, ? extends @Nullable Object> seen, Duration most) {
    return !(Awaited.lag(seen).get("lag_seconds") instanceof Number seconds)
        || seconds.doubleValue() > most.toSeconds();
  }

  private static String words(Map<String, ? extends @Nullable Object> seen) {
    return String.join("; ", MovedMirror.words(seen));
  }

  private Duration elapsed() {
    return Duration.between(begun, clock.instant());
  }

  private Duration waited() {
    return before.plus(elapsed());
  }
}
