package dev.strimzidr.lab.node.pod;

import java.time.Duration;

/** What is to become of a Pod. */
sealed interface PodFate {
  /** It runs. */
  record Live() implements PodFate {}

  /** It ends within a grace period, then its object goes. */
  record Terminating(Duration grace) implements PodFate {}

  /** Its object has gone already: it ends at once. */
  record Gone() implements PodFate {}

  /** Its processes end with the site; its object and its folder stay. */
  record SiteStops(Duration grace) implements PodFate {}
}
