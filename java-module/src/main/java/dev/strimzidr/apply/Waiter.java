package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Listing;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.kube.Watch;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.status.Condition;
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
   *     mends before the deadline
   */
  public void await(Instant until) {
    Instant start = clock.instant();
    deadline = until;
    try {
      while (true) {
        String version = list();
        if (pending.isEmpty()) {
          return;
        }
        if (!clock.instant().isBefore(deadline)) {
          throw timeout(Duration.between(start, clock.instant()));
        }
        follow(version);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while waiting", e);
    }
  }

  private String list() {
    Listing listing = api.listing(kind, namespace, null);
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
    Duration left = Duration.between(clock.instant(), deadline);
    try (Watch watch = api.watch(kind, namespace, only, resourceVersion, left.toSeconds() + 1)) {
      while (!pending.isEmpty()) {
        left = Duration.between(clock.instant(), deadline);
        if (left.isNegative()) {
          return;
        }
        List<Ref> unseen = unseen();
        Optional<Watch.Event> event = watch.next(unseen.isEmpty() ? left : nudges.within(left));
        if (event.isEmpty()) {
          nudges.give(unseen);
          continue;
        }
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
      JsonNode finalizers = resource.path("metadata").path("finalizers");
      last.put(
          name,
          new Readiness.NotYet(
              "it is still there"
                  + (finalizers.isEmpty() ? "" : ", held by its finalizers " + finalizers)));
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

  private Map<String, ?> state(String name) {
    JsonNode resource = lastSeen.get(name);
    List<Map<String, String>> conditions =
        resource == null
            ? List.of()
            : Condition.of(resource).stream().map(Condition::document).toList();
    return Map.of("blocked_by", String.valueOf(pending.get(name)), "conditions", conditions);
  }
}
