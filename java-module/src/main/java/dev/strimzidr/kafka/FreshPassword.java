package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A password that may have been given a moment ago. A KafkaUser is ready when the controller has
 * its password; each broker learns it only then, and refuses it until it has.
 */
public final class FreshPassword {
  private static final Duration KNOWN_AFTER = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private FreshPassword() {}

  /**
   * What the attempt returns, which logs in anew each time.
   *
   * @throws ModuleFailure when it fails otherwise, or is still not known after five seconds
   */
  public static <T> T known(Supplier<T> attempt) {
    Instant deadline = Instant.now().plus(KNOWN_AFTER);
    while (true) {
      try {
        return attempt.get();
      } catch (ModuleFailure failure) {
        if (failure.reason() != Reason.UNAUTHENTICATED || Instant.now().isAfter(deadline)) {
          throw failure;
        }
      }
      Pause.take(LOOK_AGAIN);
    }
  }
}
