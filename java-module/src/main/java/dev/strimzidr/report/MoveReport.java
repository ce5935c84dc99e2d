package dev.strimzidr.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a move when a run is over. Data of other modules are kept as they gave them.
 *
 * @param format the version of this form
 * @param state what became of the move
 * @param move its times
 * @param epoch the record's
 * @param active the site that clients use
 * @param unfenced sites that nobody could prove closed
 * @param failure the task that failed and why; null where none did
 * @param atRisk what a failover may have lost, in words; empty where nothing is at risk
 * @param findings what stood against the move when it was judged
 * @param notes what is to be known of groups, in words
 * @param groups positions of groups, as {@code kafka_groups} returns them
 * @param tail what was never copied, as {@code kafka_tail} returns it; empty where nothing was
 *     exported
 * @param abortedTransactions IDs of transactions that the move ended
 * @param next what to run next
 */
record MoveReport(
    int format,
    State state,
    Times move,
    long epoch,
    String active,
    List<String> unfenced,
    @Nullable Failure failure,
    String atRisk,
    List<Finding> findings,
    List<String> notes,
    List<Group> groups,
    Map<String, Object> tail,
    List<String> abortedTransactions,
    List<Next> next) {

  /** The version of the form that this class writes. */
  static final int FORMAT = 1;

  /**
   * The report with what an earlier run of the same move has found and this one has not: steps that
   * are done are not taken again.
   */
  MoveReport continuing(MoveReport earlier) {
    return new MoveReport(
        format,
        state,
        move,
        epoch,
        active,
        unfenced,
        failure,
        atRisk,
        findings.isEmpty() ? earlier.findings : findings,
        groups.isEmpty() ? earlier.notes : notes,
        groups.isEmpty() ? earlier.groups : groups,
        tail.isEmpty() ? earlier.tail : tail,
        Stream.concat(earlier.abortedTransactions.stream(), abortedTransactions.stream())
            .distinct()
            .toList(),
        next);
  }

  /**
   * The times of a move, as {@code strimzi_dr_record} tells them. All are ISO 8601 in UTC.
   *
   * @param ended null while it is under way
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Times(
      String kind,
      String from,
      String to,
      String by,
      String begun,
      @Nullable String ended,
      double seconds,
      List<Step> steps,
      @Nullable String writesStopped,
      @Nullable String readsStopped,
      @Nullable String opened,
      @Nullable Double writesStoppedSeconds,
      @Nullable Double readsStoppedSeconds) {
    Times {
      Stream.of(kind, from, to, by, begun, steps).forEach(Objects::requireNonNull);
    }

    /** What it is called. */
    String words() {
      return kind.equals("rejoin")
          ? "rejoin of " + from
          : "%s from %s to %s".formatted(kind, from, to);
    }
  }

  /** A step of the move; {@code done} is null while it is under way. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Step(String name, String begun, @Nullable String done, double seconds) {}

  /**
   * Why the run ended before the move did.
   *
   * @param task its name
   * @param msg what it said
   */
  record Failure(String task, String msg) {}

  /** One finding, as {@code strimzi_move_info} returns it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Finding(String level, String reason, String what, String cure) {}

  /** Positions of one group. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Group(String group, @Nullable String kind, List<Position> partitions) {
    Group {
      partitions = Objects.requireNonNullElse(partitions, List.of());
    }
  }

  /**
   * The position of a group in a partition.
   *
   * @param source the offset that it read next at the source; null where it is not known
   * @param target the offset of the same record at the target; null where there is none
   * @param placed how well it is known
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Position(
      String topic, int partition, @Nullable Long source, @Nullable Long target, String placed) {}

  /** A command, and what it does. */
  record Next(String command, String does) {}
}
