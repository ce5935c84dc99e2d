package dev.strimzidr.move;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code strimzi_mirror_info} says of the mirror.
 *
 * @param found whether it is there
 * @param running whether every connector and task runs
 * @param stuck whether it has failed for good
 * @param why what blocks it
 * @param cure what to do about that
 * @param msg why there is no answer
 * @param restarts connectors that were restarted
 * @param lag how far it is behind
 * @param identity whether topics are the ones that were copied
 * @param drift how the sites differ, by what it is
 * @param forkPoints where the logs part; null where that is not known
 * @param newestCopied when it last copied into each topic, ISO 8601 in UTC
 */
record KnownMirror(
    boolean found,
    boolean running,
    boolean stuck,
    @Nullable String why,
    @Nullable String cure,
    @Nullable String msg,
    @Nullable List<Restart> restarts,
    @Nullable Lag lag,
    @Nullable Identity identity,
    @Nullable Map<String, List<String>> drift,
    @Nullable Map<String, Object> forkPoints,
    @Nullable Map<String, String> newestCopied) {
  /** Nobody has asked for it. */
  static final KnownMirror UNKNOWN =
      new KnownMirror(false, false, false, null, null, null, null, null, null, null, null, null);

  /** How often a connector was restarted. */
  record Restart(@Nullable String connector, long count, @Nullable String last) {}

  /** How far it is behind; what is not known is null. */
  record Lag(
      @Nullable Long lagRecords,
      @Nullable Double lagSeconds,
      @Nullable String why,
      @Nullable Long partitions,
      @Nullable Long unknownPartitions,
      @Nullable List<Lost> lostToRetention,
      @Nullable List<Object> recreated) {

    /** Partitions that have records of which none was copied, and nobody says why. */
    long uncopied() {
      return Objects.requireNonNullElse(unknownPartitions, 0L) - Known.orEmpty(recreated).size();
    }

    /** Whether what is behind is more than is allowed, or older, or of an age that is not known. */
    boolean older(long seconds) {
      return lagSeconds == null || lagSeconds > seconds;
    }
  }

  /** Offsets that retention took before they were copied. */
  record Lost(@Nullable String topic, long partition, long lost) {}

  /** To which topics belongs what was copied. */
  record Identity(
      @Nullable Boolean known,
      @Nullable Long doubted,
      @Nullable List<Doubt> doubts,
      @Nullable Long unreadPartitions,
      @Nullable String unreadWhy) {}

  /** What does not fit of a topic. */
  record Doubt(@Nullable String topic, @Nullable String text) {}

  /** Topics that are not the ones that were copied. */
  List<Doubt> doubts() {
    return identity == null ? List.of() : Known.orEmpty(identity.doubts());
  }

  /** Differences of one sort. */
  List<String> differing(String what) {
    return drift == null ? List.of() : Known.orEmpty(drift.get(what));
  }

  /** Why it is not known where the logs part. */
  String unparted() {
    if (lag != null && lag.why() != null) {
      return lag.why();
    }
    return msg == null || msg.isEmpty() ? "tasks of its mirror still run" : msg;
  }
}
