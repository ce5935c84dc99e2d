package dev.strimzidr.offsets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.kube.Watch;
import dev.strimzidr.mirror.OffsetsRequest;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.status.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has Strimzi store offsets, by a ConfigMap and annotations. */
final class Alteration {
  private final Site site;
  private final KubeApi api;
  private final Ref mirror;
  private final MirrorView view;
  private final Clock clock;
  private final Instant deadline;
  private OffsetsMap.Kept kept = OffsetsMap.Kept.NOTHING;

  Alteration(Site site, String name, MirrorView view, Clock clock, Instant deadline) {
    this.site = site;
    this.api = site.api();
    this.mirror = site.in(KnownKinds.KAFKA_MIRROR_MAKER_2, name);
    this.view = view;
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Whether these fork points were set before. */
  boolean isDone(ForkPoints forks) {
    return api.find(map()).filter(map -> OffsetsMap.isDone(map, view, forks)).isPresent();
  }

  /** Topics that have been copied anew since fork points were set. */
  Set<String> anew() {
    return api.find(map()).map(OffsetsMap.Kept::of).orElse(OffsetsMap.Kept.NOTHING).anew();
  }

  /** Goes on knowing what it knows, and from now on that these topics are copied anew. */
  void keep(Set<String> anew) {
    OffsetsMap.Kept found =
        api.find(map()).map(OffsetsMap.Kept::of).orElse(OffsetsMap.Kept.NOTHING);
    kept = found.with(anew);
  }

  /**
   * Returns when Strimzi says that it has stored them. Whatever happens but the end of this
   * process, nothing is asked for any more afterwards.
   *
   * @throws ModuleFailure when Strimzi says that it cannot, or nothing within the time
   */
  void store(String source, List<OffsetsPlan.Change> changes) {
    apply(OffsetsMap.offering(site.namespace(), view, source, changes, kept));
    try {
      String before = refusal(api.get(mirror)).map(Condition::message).orElse("");
      OffsetsRequest.ask(api, mirror, "alter", view.connector());
      await(before);
    } catch (ModuleFailure failure) {
      withdraw();
      throw failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while waiting", e);
    }
  }

  /** Keeps in mind that these fork points are set, and that nothing is to be stored. */
  void finish(ForkPoints forks) {
    apply(OffsetsMap.done(site.namespace(), view, forks, kept));
  }

  /** Takes back what was asked for, by us or by a run that was cut off. */
  void withdraw() {
    OffsetsRequest.withdraw(api, mirror);
    apply(OffsetsMap.idle(site.namespace(), view, kept));
  }

  private void await(String before) throws InterruptedException {
    while (true) {
      ObjectNode seen = api.get(mirror);
      if (isServed(seen, before)) {
        return;
      }
      Duration left = Duration.between(clock.instant(), deadline);
      if (left.isNegative()) {
        throw new ModuleFailure(
            Reason.TIMEOUT,
            "%s at %s: the operator has not stored the offsets in time%s"
                .formatted(
                    mirror,
                    api.address(),
                    refusal(seen).map(warning -> ": " + warning.message()).orElse("")));
      }
      String version = seen.path("metadata").path("resourceVersion").asText();
      try (Watch watch =
          api.watch(
              mirror.kind(), mirror.namespace(), mirror.name(), version, left.toSeconds() + 1)) {
        Optional<Watch.Event> unused = watch.next(left);
      }
    }
  }

  /** Whether the annotations are gone; a refusal that was not there before is one of ours. */
  private boolean isServed(ObjectNode seen, String before) {
    if (OffsetsRequest.pending(seen).isEmpty()) {
      return true;
    }
    refusal(seen)
        .filter(warning -> !warning.message().equals(before))
        .ifPresent(warning -> {
          throw new ModuleFailure(
              Reason.REJECTED,
              "%s at %s: no offset was stored: %s"
                  .formatted(mirror, api.address(), warning.message()));
        });
    return false;
  }

  private static Optional<Condition> refusal(ObjectNode mirror) {
    return Condition.of(mirror).stream()
        .filter(condition -> condition.type().equals("Warning"))
        .filter(condition -> List.of("AlterOffsets", "ManageOffsets").contains(condition.reason()))
        .findFirst();
  }

  private void apply(ObjectNode map) {
    ObjectNode unused = api.apply(map(), map, ApplyOptions.of(true, false));
  }

  private Ref map() {
    return site.in(KnownKinds.CONFIG_MAP, view.configMap());
  }
}
