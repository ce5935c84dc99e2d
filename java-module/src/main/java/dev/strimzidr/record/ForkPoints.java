package dev.strimzidr.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the logs of both sites part.
 *
 * @param from the site that was active
 * @param to the site that was promoted
 * @param at when, ISO 8601 in UTC
 * @param topics the offsets of every mirrored topic
 */
public record ForkPoints(String from, String to, String at, Map<String, Topic> topics) {

  /**
   * Offsets by partition: the first item is partition 0.
   *
   * @param copied at {@code from}, of the last record that was copied; null where none was
   * @param ends at {@code to}, of the first record that it wrote itself
   */
  public record Topic(List<@Nullable Long> copied, List<Long> ends) {}
}
