package dev.strimzidr.lab.node;

import java.time.Duration;

/** How long a site may take to stop. */
public final class SiteStop {
  /** For the Pods' processes to end by themselves; then they are killed. */
  public static final Duration GRACE = Duration.ofSeconds(15);

  /** For everything. */
  public static final Duration WHOLE = Duration.ofSeconds(45);

  private SiteStop() {}
}
