package dev.strimzidr.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Listing;
import dev.strimzidr.kube.Watch;
import dev.strimzidr.module.ModuleFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the resources of one kind in a namespace as an operator does: when one changes. */
public final class Serving implements AutoCloseable {
  private static final Duration WATCH = Duration.ofSeconds(60);

  private final KubeApi api;
  private final Kind kind;
  private final String namespace;
  private final Consumer<ObjectNode> serve;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failed;

  /**
   * Begins to look.
   *
   * @param api is closed with it
   * @param serve called with each resource when any of them has changed, also its status
   */
  public Serving(KubeApi api, Kind kind, String namespace, Consumer<ObjectNode> serve) {
    this.api = api;
    this.kind = kind;
    this.namespace = namespace;
    this.serve = serve;
    this.thread = Thread.ofVirtual().start(this::run);
  }

  /**
   * Ends it.
   *
   * @throws IllegalStateException when it had ended before, by what
   */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.close();
    if (failed != null) {
      throw new IllegalStateException("nothing was served any more", failed);
    }
  }

  private void run() {
    while (!closed) {
      try {
        look();
      } catch (RuntimeException e) {
        // Closing interrupts a request; and a resource may go while it is served.
        if (!closed && !(e instanceof ModuleFailure failure && failure.notThere())) {
          failed = e;
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Looks once, and returns when there is something new to see. */
  private void look() throws InterruptedException {
    Listing there = api.listing(kind, namespace, null);
    there.items().forEach(serve);
    try (Watch watch =
        api.watch(kind, namespace, null, there.resourceVersion(), WATCH.toSeconds())) {
      Optional<Watch.Event> unused = watch.next(WATCH);
    }
  }
}
