package dev.strimzidr.apply;

import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks beside a watch whether the account may still see what is watched: an API server looks at
 * credentials and rights only when a watch is opened, and then it goes on without them.
 */
final class Access implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final AtomicReference<@Nullable ModuleFailure> denied = new AtomicReference<>();

  Access(KubeApi api, Kind kind, @Nullable String namespace) {
    Object unused =
        thread.scheduleWithFixedDelay(
            () -> ask(api, kind, namespace),
            EVERY.toMillis(),
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Goes on while nothing else is known.
   *
   * @throws ModuleFailure when the account may not any more
   */
  void require() {
    ModuleFailure failure = denied.get();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    Object unused = thread.shutdownNow();
  }

  private void ask(KubeApi api, Kind kind, @Nullable String namespace) {
    try {
      api.requireList(kind, namespace);
    } catch (ModuleFailure failure) {
      // All else the watch finds out by itself.
      if (failure.reason() == Reason.UNAUTHENTICATED || failure.reason() == Reason.FORBIDDEN) {
        denied.set(failure);
      }
    }
  }
}
