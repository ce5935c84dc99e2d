package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Makes a batch so: phase after phase, inside a phase side by side. */
final class Batch {
  /**
   * How many requests are under way at once: a small API server takes that, and more is hardly
   * faster.
   */
  private static final int PARALLEL = 8;

  private static final Duration ESTABLISHED = Duration.ofSeconds(60);

  private final KubeApi api;
  private final ApplyRequest request;
  private final Clock clock;
  private final List<Outcome> outcomes = new ArrayList<>();

  Batch(KubeApi api, ApplyRequest request, Clock clock) {
    this.api = api;
    this.request = request;
    this.clock = clock;
  }

  /**
   * The outcomes in the order in which they were made.
   *
   * @throws ModuleFailure of the first resource that failed, with the outcomes so far
   */
  List<Outcome> run() {
    Instant deadline = clock.instant().plus(request.waitTimeout());
    Optional<Prune> prune = request.prune().map(what -> new Prune(api, what));
    prune.ifPresent(Prune::check);
    try {
      for (List<ObjectNode> phase : ApplyOrder.phases(request.resources(), request.present())) {
        List<Outcome> made = phase(phase);
        if (!request.checkMode()) {
          awaitDefinitions(made);
        }
      }
      prune.ifPresent(this::prune);
      if (request.waitForIt() && !request.checkMode()) {
        List<Waiter> waiters = waiters(outcomes, Outcome.What::stays, true);
        waiters.addAll(waiters(outcomes, Outcome.What::leaves, false));
        Futures.eachUntilOneFails(waiters, waiter -> waiter.await(deadline));
      }
      return outcomes;
    } catch (ModuleFailure failure) {
      Map<String, Object> state = new LinkedHashMap<>(failure.state());
      state.put("resources", outcomes.stream().map(Outcome::document).toList());
      throw new ModuleFailure(failure.reason(), failure.message(), state, failure);
    }
  }

  private List<Outcome> phase(List<ObjectNode> phase) {
    ResourceApplier applier = new ResourceApplier(api, request, LiveResources.of(api, phase));
    return sideBySide(
        phase.stream().<Callable<Outcome>>map(resource -> () -> applier.make(resource)).toList());
  }

  private void prune(Prune prune) {
    ResourceApplier applier = new ResourceApplier(api, request, LiveResources.of(api, List.of()));
    List<Callable<Outcome>> deletions = new ArrayList<>();
    prune
        .surplus(request.resources())
        .forEach((ref, live) -> deletions.add(() -> applier.delete(ref, live)));
    List<Outcome> unused = sideBySide(deletions);
  }

  private List<Outcome> sideBySide(List<Callable<Outcome>> tasks) {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
      List<Future<Outcome>> futures = tasks.stream().map(pool::submit).toList();
      List<Outcome> made = new ArrayList<>();
      List<ModuleFailure> failures = new ArrayList<>();
      for (Future<Outcome> future : futures) {
        try {
          made.add(Futures.get(future));
        } catch (ModuleFailure failure) {
          failures.add(failure);
        }
      }
      outcomes.addAll(made);
      if (!failures.isEmpty()) {
        throw combined(failures);
      }
      return made;
    }
  }

  private static ModuleFailure combined(List<ModuleFailure> failures) {
    ModuleFailure first = failures.getFirst();
    if (failures.size() == 1) {
      return first;
    }
    String all =
        String.join("; ", failures.stream().map(ModuleFailure::message).distinct().toList());
    return new ModuleFailure(first.reason(), all, first.state(), first);
  }

  /** What a definition defines can only be applied once the server serves it. */
  private void awaitDefinitions(List<Outcome> made) {
    List<Outcome> definitions =
        made.stream()
            .filter(outcome -> outcome.ref().kind().sameAs(KnownKinds.CRD))
            .filter(outcome -> outcome.what().changed())
            .toList();
    Instant deadline = clock.instant().plus(ESTABLISHED);
    waiters(definitions, Outcome.What::stays, true).forEach(waiter -> waiter.await(deadline));
  }

  /** One for each kind and namespace. */
  private List<Waiter> waiters(List<Outcome> made, Predicate<Outcome.What> which, boolean present) {
    Map<String, List<Ref>> groups = new LinkedHashMap<>();
    for (Outcome outcome : made) {
      if (which.test(outcome.what())) {
        Ref ref = outcome.ref();
        groups
            .computeIfAbsent(ref.kind().path(ref.namespace()), path -> new ArrayList<>())
            .add(ref);
      }
    }
    List<Waiter> waiters = new ArrayList<>();
    groups.values().forEach(refs -> waiters.add(new Waiter(api, clock, refs, present)));
    return waiters;
  }
}
