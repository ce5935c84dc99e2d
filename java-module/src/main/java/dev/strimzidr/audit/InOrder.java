package dev.strimzidr.audit;

import dev.strimzidr.kafka.Prints;
import java.util.Optional;

/**
 * Compares the last records of both sites in their order: equal when the hashes of both are;
 * otherwise what differs is searched for from the end on, by halves. Reads again only what it
 * needs.
 */
final class InOrder {
  private final LogPrints source;
  private final LogPrints standby;
  private final long sourceEnd;
  private final long standbyEnd;
  private long compared;

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * They are the same.
   *
   * @param records how many
   * @param beforeSource how many more there are at the source, before the first of them
   * @param beforeStandby the same at the standby
   */
  record Same(long records, long beforeSource, long beforeStandby) implements Outcome {}

  /**
   * They are the same only from some place on.
   *
   * @param same how many are the same, counted from the end
   * @param records how many were compared
   * @param source the index of the last record at the source that has no match
   * @param standby the same at the standby
   */
  record Differs(long same, long records, long source, long standby) implements Outcome {}

  /** Records were deleted while they were compared. */
  record Gone() implements Outcome {}

  InOrder(LogPrints source, LogPrints standby, long last) {
    Alignment alignment = Alignment.of(source.sequence(), standby.sequence(), last);
    this.source = source;
    this.standby = standby;
    this.sourceEnd = alignment.sourceEnd();
    this.standbyEnd = standby.sequence().count();
    this.compared = alignment.compared();
  }

  Outcome compare() {
    // Retention takes the first records while the last are read; then as many less are compared.
    Optional<Boolean> same = same(compared);
    while (same.isEmpty() && compared > 0) {
      compared = Math.max(0, Math.min(fromMark(source, sourceEnd), fromMark(standby, standbyEnd)));
      same = same(compared);
    }
    if (same.orElse(false)) {
      return new Same(compared, sourceEnd - compared, standbyEnd - compared);
    }
    return search().<Outcome>map(found -> found).orElseGet(Gone::new);
  }

  /** How many records there are from the next mark on, so that at least one of both is kept. */
  private long fromMark(LogPrints log, long end) {
    PrintSequence.Mark mark = log.sequence().markFrom(end - compared + 1);
    return end - Math.min(end, mark.index());
  }

  /** Whether the last records, so many, are the same; nothing when that cannot be read again. */
  private Optional<Boolean> same(long records) {
    Optional<Long> here = source.prefix(sourceEnd - records);
    Optional<Long> there = here.isEmpty() ? Optional.empty() : standby.prefix(standbyEnd - records);
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        RollingHash.suffix(source.sequence().hashOfFirst(sourceEnd), here.get(), records)
            == RollingHash.suffix(
                standby.sequence().hashOfFirst(standbyEnd), there.get(), records));
  }

  /** The last records are the same up to some length, and not beyond: between two marks. */
  private Optional<Differs> search() {
    long same = 0;
    long differ = compared;
    for (long middle = between(same, differ); middle > 0; middle = between(same, differ)) {
      Optional<Boolean> equal = same(middle);
      if (equal.isEmpty()) {
        return Optional.empty();
      }
      if (equal.get()) {
        same = middle;
      } else {
        differ = middle;
      }
    }
    return scan(same, differ);
  }

  /** A number of last records that begin at a mark of the source; 0 when no mark is between. */
  private long between(long same, long differ) {
    long middle = sourceEnd - (same + differ) / 2;
    long before = sourceEnd - source.sequence().markBefore(middle).index();
    if (before > same && before < differ) {
      return before;
    }
    long behind = sourceEnd - source.sequence().markFrom(middle).index();
    return behind > same && behind < differ ? behind : 0;
  }

  private Optional<Differs> scan(long same, long differ) {
    Optional<Prints> here = source.slice(sourceEnd - differ, sourceEnd - same);
    Optional<Prints> there = standby.slice(standbyEnd - differ, standbyEnd - same);
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    int i = here.get().size() - 1;
    while (i > 0 && here.get().print(i) == there.get().print(i)) {
      i--;
    }
    long equal = differ - 1 - i;
    return Optional.of(new Differs(equal, compared, sourceEnd - 1 - equal, standbyEnd - 1 - equal));
  }
}
