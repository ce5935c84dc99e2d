package dev.strimzidr.audit;

import dev.strimzidr.kafka.Prints;
import java.util.Optional;

/**
 * The prints of a partition at one site: what was read once, and what is read again of it. A part
 * that is not there any more, or is another one now, is not found.
 */
final class LogPrints {
  private final PrintSequence sequence;
  private final Reread log;

  /** Reads the prints of a part of the log again. */
  interface Reread {
    /**
     * The prints.
     *
     * @param begin the first offset
     * @param end the offset before which reading ends
     */
    Prints read(long begin, long end);
  }

  LogPrints(PrintSequence sequence, Reread log) {
    this.sequence = sequence;
    this.log = log;
  }

  PrintSequence sequence() {
    return sequence;
  }

  /** The hash of the records before an index; nothing when they are not found again. */
  Optional<Long> prefix(long index) {
    if (index >= sequence.recentFrom()) {
      return Optional.of(sequence.hashOfFirst(index));
    }
    PrintSequence.Mark mark = sequence.markBefore(index);
    if (mark.index() == index) {
      return Optional.of(mark.prefix());
    }
    return slice(mark.index(), index)
        .map(prints -> {
          long hash = mark.prefix();
          for (int i = 0; i < prints.size(); i++) {
            hash = RollingHash.append(hash, prints.print(i));
          }
          return hash;
        });
  }

  /** The prints of records by their indexes; nothing when they are not found again. */
  Optional<Prints> slice(long from, long to) {
    PrintSequence.Mark first = sequence.markBefore(from);
    PrintSequence.Mark behind = sequence.markFrom(to);
    Prints found = log.read(first.offset(), behind.offset());
    boolean gone =
        found.size() != behind.index() - first.index()
            || (found.size() > 0 && found.offset(0) != first.offset());
    if (gone) {
      return Optional.empty();
    }
    return Optional.of(found.slice((int) (from - first.index()), (int) (to - first.index())));
  }
}
