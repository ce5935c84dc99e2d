package dev.strimzidr.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What says who is active.
 *
 * @param format the version of this form
 * @param epoch counted up whenever another site becomes active; the higher one wins
 * @param revision counted up by each change; within one epoch the higher one wins
 * @param active the site that clients use
 * @param phase steady, or the move that is under way
 * @param access what clients may do at each site
 * @param unfenced sites of which nobody could prove that they are closed
 * @param mirror which way records are copied
 * @param forkPoints where the logs of both sites part; null before the first move
 * @param move the move that is under way; null when there is none
 * @param history what happened, oldest first
 * @param identities by what each site is known, by its name; none for a site that nobody has looked
 *     at, as in a record of before
 */
public record DrRecord(
    int format,
    long epoch,
    long revision,
    String active,
    String phase,
    Map<String, Access> access,
    List<String> unfenced,
    Mirror mirror,
    @JsonProperty("fork_points") @Nullable ForkPoints forkPoints,
    @Nullable Move move,
    List<Entry> history,
    Map<String, Identity> identities) {

  /** A record that lacks something is not believed. */
  public DrRecord {
    Objects.requireNonNull(active, "it has no active");
    Objects.requireNonNull(phase, "it has no phase");
    Objects.requireNonNull(access, "it has no access");
    Objects.requireNonNull(unfenced, "it has no unfenced");
    Objects.requireNonNull(mirror, "it has no mirror");
    Objects.requireNonNull(history, "it has no history");
    identities = Objects.requireNonNullElse(identities, Map.of());
  }

  /** The form that this version reads and writes. */
  public static final int FORMAT = 2;

  /** Nothing is under way. */
  public static final String STEADY = "steady";

  /** Which of two holds: the later one. */
  public static final Comparator<DrRecord> AGE =
      Comparator.comparingLong(DrRecord::epoch).thenComparingLong(DrRecord::revision);

  /**
   * Which way records are copied.
   *
   * @param from the site they come from
   * @param to the site they go to
   * @param state whether it runs
   */
  public record Mirror(String from, String to, State state) {

    /** Whether it is the same way. */
    boolean sameWay(Mirror other) {
      return from.equals(other.from) && to.equals(other.to);
    }
  }

  /** What a mirror does. */
  public enum State {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("stopped")
    STOPPED,
    /** There is none, at either site. */
    @JsonProperty("absent")
    ABSENT
  }

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
    Map<String, Access> access = new LinkedHashMap<>();
    access.put(active, Access.OPEN);
    access.put(standby, Access.CLOSED);
    return new DrRecord(
        FORMAT,
        1,
        1,
        active,
        STEADY,
        access,
        List.of(),
        new Mirror(active, standby, State.RUNNING),
        null,
        null,
        List.of(new Entry(1, now.toString(), active, "first rollout")),
        Map.of());
  }

  /** What clients may do at a site; nothing where the record does not say. */
  public Access accessAt(String site) {
    return access.getOrDefault(site, Access.CLOSED);
  }

  DrRecord with(long newEpoch, String newPhase, @Nullable Move newMove) {
    return new DrRecord(
        format,
        newEpoch,
        revision + 1,
        active,
        newPhase,
        access,
        unfenced,
        mirror,
        forkPoints,
        newMove,
        history,
        identities);
  }

  DrRecord with(Entry entry) {
    List<Entry> longer = new ArrayList<>(history);
    longer.add(entry);
    return with(revision, longer, identities);
  }

  /** The same record, which knows the sites by this. */
  DrRecord knowing(Map<String, Identity> known, long newRevision) {
    return with(newRevision, history, known);
  }

  private DrRecord with(long newRevision, List<Entry> newHistory, Map<String, Identity> known) {
    return new DrRecord(
        format,
        epoch,
        newRevision,
        active,
        phase,
        access,
        unfenced,
        mirror,
        forkPoints,
        move,
        newHistory,
        known);
  }

  /** What is known of a site. */
  Identity identityOf(String site) {
    return identities.getOrDefault(site, Identity.UNKNOWN);
  }

  /** The move that is under way. */
  Move underWay() {
    return Objects.requireNonNull(move, "no move is under way");
  }
}
