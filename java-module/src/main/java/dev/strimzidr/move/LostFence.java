package dev.strimzidr.move;

import dev.strimzidr.fence.Fence;
import dev.strimzidr.fence.FenceRequest;
import dev.strimzidr.fence.FenceRequest.Prove;
import dev.strimzidr.module.Background;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Closes a site that is lost, if it answers, beside the steps that do without it. Clients do not
 * wait for a site that stays silent.
 */
final class LostFence implements AutoCloseable {
  /** A site that lives is reached sooner, by a JVM that has just started too. */
  private static final Duration REACHED = Duration.ofSeconds(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /**
   * What came of it.
   *
   * @param closed whether every broker was seen to refuse clients
   * @param aborted the ids of transactions of clients that were aborted
   * @param why it is not closed; null where it is
   */
  record Outcome(boolean closed, List<String> aborted, @Nullable String why) {}

  private final Site site;
  private final Fence fence;
  private @Nullable CompletableFuture<Fence.Brought> closing;
  private long begun;

  /** Asks nobody yet. */
  LostFence(FenceRequest request, Site site, Set<String> superUsers) {
    this.site = site;
    this.fence = new Fence(request, Map.of(site, superUsers), false);
  }

  /** Begins to close it, and to prove that. */
  void begin() {
    begun = System.nanoTime();
    fence.connect();
    closing =
        CompletableFuture.supplyAsync(
            () -> fence.bring(Map.of(site, Access.CLOSED), Prove.ALWAYS), Background::start);
  }

  /**
   * What came of it. A site that has been reached gets the time that a fence may take; one that has
   * not is given up as soon as nothing else is waited for.
   */
  Outcome end() {
    CompletableFuture<Fence.Brought> tried = closing;
    if (tried == null) {
      return new Outcome(false, List.of(), "it was tried before");
    }
    while (!tried.isDone() && (fence.reached(site) || elapsed().compareTo(REACHED) < 0)) {
      Pause.take(LOOK_AGAIN);
    }
    if (!tried.isDone()) {
      return new Outcome(false, List.of(), site.name() + " does not answer");
    }
    try {
      return new Outcome(true, Futures.get(tried).aborted(), null);
    } catch (ModuleFailure failure) {
      return new Outcome(false, List.of(), failure.message());
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    fence.close();
  }
}
