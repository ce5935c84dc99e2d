package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whom the denial of a site does not stop, and what takes it back. */
final class Leaks {
  private final Site site;
  private final Set<String> superUsers;
  private final boolean checkMode;
  private final Duration timeout;
  private final Clock clock;

  /**
   * Asks nobody yet.
   *
   * @param superUsers those that are no clients
   * @param checkMode true for one that does not wait
   * @param timeout how long to wait for a Pod that is just replaced
   */
  Leaks(Site site, Set<String> superUsers, boolean checkMode, Duration timeout, Clock clock) {
    this.site = site;
    this.superUsers = superUsers;
    this.checkMode = checkMode;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** What there is of that, in words; empty for a denial that holds. */
  List<String> of(ObjectNode kafka) {
    List<String> found = new ArrayList<>(Preflight.leaks(kafka, superUsers));
    List<String> uncovered = uncovered(kafka);
    if (!uncovered.isEmpty()) {
      found.add(
          "Strimzi's User Operator removes the denial in its next round: %s. Run site.yml, which sets it by spec.entityOperator.template"
              .formatted(String.join(", ", uncovered)));
    }
    return found;
  }

  private List<String> uncovered(ObjectNode kafka) {
    Cover cover = cover(kafka);
    if (!checkMode && !cover.leaving().isEmpty()) {
      awaitGone(cover.leaving());
      cover = cover(kafka);
    }
    return cover.problems();
  }

  /** The Kafka resource is ready again a moment before the former Pod has ended. */
  private void awaitGone(List<String> pods) {
    try {
      new Waiter(
              site.api(),
              clock,
              pods.stream().map(pod -> site.in(KnownKinds.POD, pod)).toList(),
              false)
          .await(clock.instant().plus(timeout));
    } catch (ModuleFailure failure) {
      // That it is still there is found out by looking again.
      if (failure.reason() != Reason.TIMEOUT) {
        throw failure;
      }
    }
  }

  private Cover cover(ObjectNode kafka) {
    String operator = site.cluster() + "-entity-operator";
    return Futures.both(
        () -> site.api().find(site.in(KnownKinds.DEPLOYMENT, operator)),
        () -> site.api().list(KnownKinds.POD, site.namespace(), "strimzi.io/name=" + operator),
        (deployment, pods) -> Cover.of(kafka, deployment, pods));
  }
}
