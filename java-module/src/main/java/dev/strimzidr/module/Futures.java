package dev.strimzidr.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** What another thread was given to do. */
public final class Futures {
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

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

  /**
   * Does two things at once, and ends when both have ended, also when one has failed.
   *
   * @param then what is made of both results
   * @throws ModuleFailure what one has ended with, or that this thread was interrupted
   */
  public static <A, B, T> T both(Callable<A> one, Callable<B> other, BiFunction<A, B, T> then) {
    return both(VIRTUAL, one, other, then);
  }

  /**
   * As {@link #both(Callable, Callable, BiFunction)}, the second thing in a thread of this kind.
   */
  public static <A, B, T> T both(
      ThreadFactory threads, Callable<A> one, Callable<B> other, BiFunction<A, B, T> then) {
    FutureTask<A> here = new FutureTask<>(one);
    FutureTask<B> beside = new FutureTask<>(other);
    Thread thread = threads.newThread(beside);
    thread.start();
    try {
      here.run();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
    return then.apply(get(here), get(beside));
  }

  /**
   * Does the same with each, several at once, and ends when all have ended, also when one has
   * failed.
   *
   * @return the results, in the order of what they were made of
   * @throws ModuleFailure what one has ended with; of several, the first
   */
  public static <A, B> List<B> all(Collection<A> items, int atOnce, Function<A, B> work) {
    return all(VIRTUAL, items, atOnce, work);
  }

  /** As {@link #all(Collection, int, Function)}, in threads of this kind. */
  public static <A, B> List<B> all(
      ThreadFactory threads, Collection<A> items, int atOnce, Function<A, B> work) {
    if (items.isEmpty()) {
      return List.of();
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(atOnce, threads)) {
      List<Future<B>> futures =
          items.stream().map(item -> pool.submit(() -> work.apply(item))).toList();
      List<B> results = new ArrayList<>();
      futures.forEach(future -> results.add(get(future)));
      return results;
    }
  }

  /**
   * Does something with each at once, and ends when all have ended, or as soon as one has failed:
   * the others are interrupted then.
   *
   * @throws ModuleFailure what the first to fail has ended with, or that this thread was
   *     interrupted
   */
  public static <A> void eachUntilOneFails(Collection<A> items, Consumer<A> work) {
    try (ExecutorService pool = Executors.newThreadPerTaskExecutor(VIRTUAL)) {
      try {
        CompletionService<A> ends = new ExecutorCompletionService<>(pool);
        for (A item : items) {
          Future<A> unused = ends.submit(() -> work.accept(item), item);
        }
        for (int i = 0; i < items.size(); i++) {
          A unused = get(ends.take());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
      } finally {
        List<Runnable> unused = pool.shutdownNow();
      }
    }
  }

  /**
   * Does something with each at once, and ends when all have ended, also when one has failed.
   *
   * @throws ModuleFailure what one has ended with; of several, the first
   */
  public static <A> void each(Collection<A> items, Consumer<A> work) {
    List<A> unused =
        all(
            items,
            items.size(),
            item -> {
              work.accept(item);
              return item;
            });
  }
}
