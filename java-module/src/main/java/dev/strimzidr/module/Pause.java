package dev.strimzidr.module;

import java.time.Duration;

/** A pause between two looks at something that nobody can watch. */
public final class Pause {
  private Pause() {}

  /**
   * Waits.
   *
   * @throws ModuleFailure when the module is told to end meanwhile
   */
  public static void take(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }

  /** The shorter of two times. */
  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
