package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A SCRAM password that may have been set a moment ago. A KafkaUser is ready when the controller
 * has its password. Brokers read it from the metadata log afterwards, a busy one many seconds
 * later, and refuse it until then.
 */
public final class FreshPassword {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LOOK_AGAIN_AT_MOST = Duration.ofSeconds(1);

  private FreshPassword() {}

  /**
   * What the attempt returns, which logs in anew each time.
   *
   * @throws ModuleFailure when it fails otherwise, or is still not known at the deadline
   */
  public static <T> T known(Instant deadline, Supplier<T> attempt) {
    Duration pause = LOOK_AGAIN;
    while (true) {
      try {
        return attempt.get();
      } catch (ModuleFailure failure) {
        if (failure.reason() != Reason.UNAUTHENTICATED || Instant.now().isAfter(deadline)) {
          throw failure;
        }
      }
      // Whoever is busy with other things is not kept busy with passwords.
      Pause.take(pause);
      pause = pause.multipliedBy(2);
      pause = Pause.shorter(pause, LOOK_AGAIN_AT_MOST);
    }
  }
}
