package dev.strimzidr.lab.controlplane;

import java.time.Duration;

/**
 * How long to wait before the next start of something that keeps ending.
 *
 * @param first the first wait
 * @param longest no wait is longer
 * @param forgiven who ran this long begins anew
 */
public record BackOff(Duration first, Duration longest, Duration forgiven) {

  /**
   * The wait before the next start.
   *
   * @param failures ends in a row, this one included; at least 1
   */
  public Duration delay(int failures) {
    int doublings = Math.min(failures - 1, 20);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(longest) > 0 ? longest : delay;
  }

  /** The ends in a row after one more, when the last run took so long. */
  public int failures(int before, Duration ran) {
    return ran.compareTo(forgiven) >= 0 ? 1 : before + 1;
  }
}
