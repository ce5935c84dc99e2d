package dev.strimzidr.module;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What another thread was given to do. */
public final class Futures {
  private Futures() {}

  /**
   * Waits for its end.
   *
   * @throws ModuleFailure what it has ended with, or that this thread was interrupted
   */
  public static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw ModuleFailure.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }
}
