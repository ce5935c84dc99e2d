package dev.strimzidr.lab.image.operator.mirror.connect;

import dev.strimzidr.lab.image.operator.apply.BackOff;
import java.util.function.Supplier;

/** Asks again while the workers are busy with a change: they do not tell when they are done. */
final class Patience {
  /** Enough attempts for a change of the group, almost two minutes. */
  static final int LONG = 10;

  private static final long FIRST_PAUSE_MS = 200;

  private Patience() {}

  /**
   * Asks as long as the answer has a certain status.
   *
   * @throws ConnectFailure another error, or the last one when the attempts are used up
   */
  static <T> T during(int status, int attempts, Supplier<T> question) {
    BackOff pauses = new BackOff(FIRST_PAUSE_MS, attempts);
    while (true) {
      try {
        return question.get();
      } catch (ConnectFailure e) {
        if (e.status() != status) {
          throw e;
        }
        if (pauses.isExhausted()) {
          throw e.lasting();
        }
        pauses.pause();
      }
    }
  }
}
