package dev.strimzidr.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What says who is active.
 *
 * @param format the version of this form
 * @param epoch counted up by each move; the higher one wins
 * @param active the site that clients use
 * @param phase steady, or the move that is under way
 * @param mirror which way records are copied
 * @param forkPoints where the logs of both sites part, by topic and partition; empty before the
 *     first move
 * @param history what happened, oldest first
 */
public record DrRecord(
    int format,
    long epoch,
    String active,
    String phase,
    Mirror mirror,
    @JsonProperty("fork_points") Map<String, Object> forkPoints,
    List<Entry> history) {

  /** The form that this version reads and writes. */
  public static final int FORMAT = 1;

  /** Nothing is under way. */
  public static final String STEADY = "steady";

  /**
   * Which way records are copied.
   *
   * @param from the site they come from
   * @param to the site they go to
   */
  public record Mirror(String from, String to) {}

  /**
   * One thing that happened.
   *
   * @param epoch the epoch it led to
   * @param at when, ISO 8601 in UTC
   * @param active who was active from then on
   * @param why in a few words
   */
  public record Entry(long epoch, String at, String active, String why) {}

  /** The record of a pair that is rolled out for the first time. */
  public static DrRecord first(String active, String standby, Instant now) {
    return new DrRecord(
        FORMAT,
        1,
        active,
        STEADY,
        new Mirror(active, standby),
        Map.of(),
        List.of(new Entry(1, now.toString(), active, "first rollout")));
  }
}
