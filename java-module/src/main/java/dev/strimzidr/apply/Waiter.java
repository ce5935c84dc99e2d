package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Listing;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.kube.Watch;
import dev.strimzidr.module.Answer;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.status.Condition;
import dev.strimzidr.status.Deletion;
import dev.strimzidr.status.Readiness;
import dev.strimzidr.status.ReadinessRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Waits by watch until all of some resources of one kind in one namespace are ready, or gone. */
public final class Waiter {
  /** How often it is looked whether there is something beside the events of a watch. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final KubeApi api;
  private final Clock clock;
  private final Nudges nudges;
  private final Kind kind;
  private final @Nullable String namespace;
  private final boolean present;
  private final Map<String, Ref> pending = new TreeMap<>();
  private final Map<String, Readiness> last = new HashMap<>();
  private final Map<String, JsonNode> lastSeen = new HashMap<>();
  private final Map<String, FailureWatch> failures = new HashMap<>();
  private final Backoff backoff = new Backoff();
  private Instant deadline = Instant.MAX;

  /**
   * A wait for resources of one kind in one namespace.
   *
   * @param present whether they are to be ready; otherwise to be gone
   */
  public Waiter(KubeApi api, Clock clock, List<Ref> refs, boolean present) {
    this.api = api;
    this.nudges = new Nudges(api, clock);
    this.clock = clock;
    this.kind = refs.getFirst().kind();
    this.namespace = refs.getFirst().namespace();
    this.present = present;
    refs.forEach(ref -> pending.put(ref.name(), ref));
  }

  /**
   * Returns when nothing is pending; looks at least once, also past the deadline.
   *
   * @throws ModuleFailure with what blocks and the last conditions, at the deadline, or as soon as
   *     a resource says that it never will be ready, or that a part of it has failed which nothing
   *     mends before the deadline, or that the account may not look any more
   */
  public void await(Instant until) {
    Instant start = clock.instant();
    deadline = until;
    try {
      String version = list();
      while (!pending.isEmpty()) {
        if (!clock.instant().isBefore(deadline)) {
          throw timeout(Duration.between(start, clock.instant()));
        }
        Instant opened = clock.instant();
        follow(version);
        if (!pending.isEmpty()) {
          pause(backoff.after(Duration.between(opened, clock.instant())));
          version = list();
        }
      }
    } catch (ModuleFailure failure) {
      throw whileWaiting(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while waiting", e);
    }
  }

  /** Until the deadline at most. */
  private void pause(Duration time) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.isPositive()) {
      Pause.take(Pause.shorter(time, left));
    }
  }

  /** Looks at all of them; of a kind that is not served any more nothing is left. */
  private String list() {
    Listing listing =
        present
            ? api.listing(kind, namespace, null)
            : Answer.ifThere(() -> api.listing(kind, namespace, null))
                .orElseGet(() -> new Listing(List.of(), ""));
    Map<String, JsonNode> there = new HashMap<>();
    listing.items().forEach(item -> there.put(item.path("metadata").path("name").asText(), item));
    for (Ref ref : List.copyOf(pending.values())) {
      JsonNode found = there.get(ref.name());
      if (found != null) {
        seen(found);
      } else {
        gone(ref.name());
      }
    }
    return listing.resourceVersion();
  }

  private void follow(String resourceVersion) throws InterruptedException {
    String only = pending.size() == 1 ? pending.keySet().iterator().next() : null;
    Optional<Watch> opened = watch(only, resourceVersion);
    if (opened.isEmpty()) {
      return;
    }
    try (Watch watch = opened.get();
        Access access = new Access(api, kind, namespace)) {
      Instant quietSince = clock.instant();
      while (!pending.isEmpty()) {
        access.require();
        Instant now = clock.instant();
        Duration left = Duration.between(now, deadline);
        if (left.isNegative()) {
          return;
        }
        List<Ref> unseen = unseen();
        Duration untilNudge =
            unseen.isEmpty() ? left : Duration.between(now, quietSince.plus(nudges.within(left)));
        if (!unseen.isEmpty() && !untilNudge.isPositive()) {
          nudges.give(unseen);
          quietSince = clock.instant();
          continue;
        }
        Optional<Watch.Event> event = watch.next(Pause.shorter(untilNudge, GLANCE));
        if (event.isEmpty()) {
          continue;
        }
        quietSince = clock.instant();
        switch (event.get().type()) {
          case "ADDED", "MODIFIED" -> seen(event.get().object());
          case "DELETED" -> gone(event.get().object().path("metadata").path("name").asText());
          case "BOOKMARK" -> {}
          default -> {
            return; // ended by the server, or too old: list again
          }
        }
      }
    }
  }

  /** Nothing where the kind is not served any more, and nothing of it is to be there. */
  private Optional<Watch> watch(@Nullable String only, String resourceVersion) {
    long seconds = Duration.between(clock.instant(), deadline).toSeconds() + 1;
    try {
      return Optional.of(api.watch(kind, namespace, only, resourceVersion, seconds));
    } catch (ModuleFailure failure) {
      if (present || !failure.notThere()) {
        throw failure;
      }
      return Optional.empty();
    }
  }

  /** Those whose operator has to be made to look. */
  private List<Ref> unseen() {
    return pending.values().stream()
        .filter(ref -> last.getOrDefault(ref.name(), Readiness.READY).unseen())
        .toList();
  }

  private void seen(JsonNode resource) {
    String name = resource.path("metadata").path("name").asText();
    if (!pending.containsKey(name)) {
      return;
    }
    lastSeen.put(name, resource);
    if (!present) {
      String held = Deletion.heldBy(resource);
      last.put(
          name,
          new Readiness.NotYet("it is still there" + (held.isEmpty() ? "" : ", held by " + held)));
      return;
    }
    FailureWatch watch = failures.computeIfAbsent(name, any -> new FailureWatch());
    Readiness readiness = ReadinessRules.of(resource);
    if (readiness instanceof Readiness.Ready && !watch.mended(clock.instant())) {
      readiness = new Readiness.NotYet("a part of it had failed a moment ago", true);
    }
    last.put(name, readiness);
    switch (readiness) {
      case Readiness.Ready ready -> pending.remove(name);
      case Readiness.NotYet notYet -> {}
      case Readiness.Failing failing -> {
        if (watch.ends(failing, clock.instant(), deadline)) {
          throw new ModuleFailure(
              Reason.NOT_READY,
              "%s at %s: %s. What to do: %s"
                  .formatted(pending.get(name), api.address(), failing.why(), failing.cure()),
              state(name),
              null);
        }
      }
      case Readiness.Never never ->
          throw new ModuleFailure(
              Reason.NOT_READY,
              "%s at %s will not be ready as it stands: %s"
                  .formatted(pending.get(name), api.address(), never.why()),
              state(name),
              null);
    }
  }

  private void gone(String name) {
    if (!present) {
      pending.remove(name);
    } else if (pending.containsKey(name)) {
      last.put(name, new Readiness.NotYet("it is not there any more"));
    }
  }

  private ModuleFailure timeout(Duration waited) {
    String first = pending.keySet().iterator().next();
    Readiness seen = last.get(first);
    String why = seen == null ? "nothing was seen of it" : seen.why();
    String more =
        pending.size() == 1 ? "" : " (and %d more of its kind)".formatted(pending.size() - 1);
    return new ModuleFailure(
        Reason.TIMEOUT,
        "%s at %s is not %s after %d s: %s%s"
            .formatted(
                pending.get(first),
                api.address(),
                present ? "ready" : "gone",
                waited.toSeconds(),
                why,
                more),
        state(first),
        null);
  }

  /** What ended a wait has to say for what it waited. */
  private ModuleFailure whileWaiting(ModuleFailure failure) {
    if (pending.isEmpty() || failure.state().containsKey("blocked_by")) {
      return failure;
    }
    String first = pending.keySet().iterator().next();
    return failure.about("waiting for " + pending.get(first)).with(state(first));
  }

  private Map<String, ?> state(String name) {
    JsonNode resource = lastSeen.get(name);
    List<Map<String, String>> conditions =
        resource == null
            ? List.of()
            : Condition.of(resource).stream().map(Condition::document).toList();
    return Map.of("blocked_by", String.valueOf(pending.get(name)), "conditions", conditions);
  }
}
