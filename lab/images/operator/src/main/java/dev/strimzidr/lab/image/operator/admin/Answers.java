package dev.strimzidr.lab.image.operator.admin;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Waits for Kafka's answers. */
public final class Answers {
  private Answers() {}

  /**
   * The answer.
   *
   * @throws RuntimeException the error that Kafka answered with
   */
  public static <T> T of(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** The same as a future of Java's; one that has been asked for is there. */
  public static <T> CompletableFuture<T> later(@Nullable KafkaFuture<T> future) {
    return Objects.requireNonNull(future).toCompletionStage().toCompletableFuture();
  }
}
