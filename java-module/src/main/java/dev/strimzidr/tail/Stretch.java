package dev.strimzidr.tail;

import dev.strimzidr.kafka.LogBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What is to be read of a partition, and what cannot be. No I/O.
 *
 * @param partition which
 * @param topicId of which topic of that name
 * @param begin where the tail begins: behind the last copied record
 * @param next the first offset to read: behind what is exported already
 * @param until the offset before which reading ends: the last stable offset
 * @param lost offsets of the tail that are gone and were not exported
 * @param problems why it is not all of the tail
 */
record Stretch(
    TopicPartition partition,
    String topicId,
    long begin,
    long next,
    long until,
    long lost,
    List<Problem> problems) {

  /** Whether there is anything to read; it may turn out to be markers of transactions only. */
  boolean open() {
    return next < until;
  }

  /**
   * What is to be read.
   *
   * @param copied the offset of the last copied record; nothing for none
   * @param held what an earlier export has of it, intact
   * @param damaged what an earlier export had of it, to be made again
   */
  static Stretch plan(
      SourcePartition source,
      OptionalLong copied,
      Optional<Exported> held,
      Optional<Exported> damaged) {
    TopicPartition partition = source.partition();
    LogBounds log = source.log();
    long begin = begin(copied);
    long have = held.map(Exported::until).orElse(begin);
    long lostBefore = held.map(Exported::lostToRetention).orElse(0L);
    Optional<String> other = other(source, copied, held.or(() -> damaged), have);
    if (other.isPresent()) {
      Problem problem = new Problem(Problem.Kind.TRUNCATED, partition + ": " + other.get());
      return new Stretch(
          partition, source.topicId(), begin, have, have, lostBefore, List.of(problem));
    }
    List<Problem> problems = new ArrayList<>();
    long lost = lostBefore + Math.max(0, log.logStartOffset() - have);
    if (lost > 0) {
      problems.add(
          new Problem(
              Problem.Kind.RETENTION,
              "%s: retention deleted %d offsets from %d on before they were copied or exported; the records in them are lost"
                  .formatted(partition, lost, begin)));
    }
    long next = Math.max(have, log.logStartOffset());
    long until = Math.max(next, log.lastStableOffset());
    if (log.highWatermark() > until) {
      problems.add(
          new Problem(
              Problem.Kind.OPEN_TRANSACTION,
              "%s: a transaction is open, so %d offsets from %d on are neither exported nor lost yet; export again when it has ended"
                  .formatted(partition, log.highWatermark() - until, until)));
    }
    return new Stretch(partition, source.topicId(), begin, next, until, lost, problems);
  }

  /** A partition of which something was copied, and that the source does not have any more. */
  static Stretch gone(TopicPartition partition, long copied, Optional<Exported> held) {
    Problem problem =
        new Problem(
            Problem.Kind.TRUNCATED,
            "%s: it was copied up to offset %d, and is not there any more"
                .formatted(partition, copied));
    long have = held.map(Exported::until).orElse(copied + 1);
    return new Stretch(
        partition,
        held.map(Exported::topicId).orElse(""),
        copied + 1,
        have,
        have,
        held.map(Exported::lostToRetention).orElse(0L),
        List.of(problem));
  }

  private static long begin(OptionalLong copied) {
    return copied.isPresent() ? copied.getAsLong() + 1 : 0;
  }

  /** Why the log is not the one that was copied from or exported. */
  private static Optional<String> other(
      SourcePartition source, OptionalLong copied, Optional<Exported> exported, long have) {
    if (exported.isPresent() && !exported.get().topicId().equals(source.topicId())) {
      return Optional.of(
          "the topic was made again after it was exported; nothing more is exported");
    }
    long highWatermark = source.log().highWatermark();
    if (highWatermark < begin(copied)) {
      return Optional.of(
          "the log ends at %d, and was copied up to offset %d: it was cut or the topic was made again, so what of it was acknowledged and not copied cannot be told"
              .formatted(highWatermark, copied.orElse(0)));
    }
    if (highWatermark < have) {
      return Optional.of(
          "the log ends at %d, and was exported up to %d: it was cut; nothing more is exported"
              .formatted(highWatermark, have));
    }
    return Optional.empty();
  }
}
