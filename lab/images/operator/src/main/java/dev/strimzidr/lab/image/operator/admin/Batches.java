package dev.strimzidr.lab.image.operator.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gathers the questions that come while an earlier batch is being answered, and asks them together.
 * A lone question is asked at once.
 *
 * @param <Q> a question; equal ones in a batch are asked once
 * @param <A> an answer
 */
public final class Batches<Q, A> implements AutoCloseable {
  private static final int LARGEST = 100;
  private final Function<Set<Q>, Map<Q, CompletableFuture<A>>> kafka;
  private final BlockingQueue<Asked<Q, A>> queue = new LinkedBlockingQueue<>();
  private final Thread worker;

  /**
   * Batches for a purpose.
   *
   * @param kafka asks; has an answer for each question
   */
  public Batches(String purpose, Function<Set<Q>, Map<Q, CompletableFuture<A>>> kafka) {
    this.kafka = kafka;
    this.worker = Thread.ofVirtual().name("batches-" + purpose).start(this::work);
  }

  private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

  /**
   * The answer to a question.
   *
   * @throws RuntimeException the error that Kafka answered with
   */
  public A ask(Q question) {
    var answer = new CompletableFuture<A>();
    queue.add(new Asked<>(question, answer));
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    worker.interrupt();
  }

  private void work() {
    try {
      while (true) {
        List<Asked<Q, A>> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch, LARGEST - 1);
        answer(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(List<Asked<Q, A>> batch) {
    Map<Q, CompletableFuture<A>> answers = new HashMap<>();
    try {
      answers.putAll(kafka.apply(batch.stream().map(Asked::question).collect(Collectors.toSet())));
    } catch (RuntimeException e) {
      batch.forEach(asked -> asked.answer().completeExceptionally(e));
      return;
    }
    for (Asked<Q, A> asked : batch) {
      try {
        asked.answer().complete(Objects.requireNonNull(answers.get(asked.question())).join());
      } catch (CompletionException e) {
        asked.answer().completeExceptionally(Objects.requireNonNullElse(e.getCause(), e));
      }
    }
  }
}
