package dev.strimzidr.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Records are numbers here; markers of transactions are offsets without a record. */
class SearchTest {
  private static final int WANTED = 100;

  @Test
  void theLastRecordIsFoundBehindMarkers() {
    assertThat(look(new Search(mark(0, WANTED), 0, 0, 203), offset -> offset == 202 ? 0 : WANTED))
        .isInstanceOf(Verdict.Same.class);
  }

  @Test
  void asManyRecordsMayFollowAsWereCopiedMeanwhileAndNotOneMore() {
    LongFunction<Integer> log = offset -> offset == 500 ? WANTED : 1;
    assertThat(look(new Search(mark(0, WANTED), 99, 0, 600), log)).isInstanceOf(Verdict.Same.class);
    assertThat(look(new Search(mark(0, WANTED), 98, 0, 600), log))
        .isInstanceOf(Verdict.Differs.class);
  }

  @Test
  void theStretchGrowsWhereItHasMoreMarkersThanRecords() {
    LongFunction<Integer> everyTenth = offset -> offset % 10 == 0 ? (int) (offset / 10) : 0;
    assertThat(look(new Search(mark(0, 40), 59, 0, 1000), everyTenth))
        .isInstanceOf(Verdict.Same.class);
  }

  @Test
  void whatRetentionMayHaveTakenIsUnknown() {
    assertThat(look(new Search(mark(0, WANTED), 0, 50, 50), offset -> 0))
        .isInstanceOf(Verdict.Unknown.class);
    assertThat(look(new Search(mark(0, WANTED), 0, 0, 0), offset -> 0))
        .as("a log that never had a record")
        .isInstanceOf(Verdict.Differs.class);
    assertThat(look(new Search(mark(0, WANTED), 1, 50, 60), offset -> 1))
        .as("records that would have to be behind it")
        .isInstanceOf(Verdict.Differs.class);
  }

  @Test
  void timestampsCountUnlessABrokerHasSetThem() {
    Mark late = new Mark(0, WANTED, 2, 7, true, false);
    Mark early = new Mark(9, WANTED, 1, 7, true, false);
    Mark stamped = new Mark(9, WANTED, 1, 7, false, false);
    assertThat(late.fits(early)).isFalse();
    assertThat(late.fits(stamped)).isTrue();
  }

  @Test
  void onlyALaterRecordOfTheKeyOrATombstoneExplainsCompaction() {
    Search other = new Search(mark(0, WANTED), 0, 0, 1);
    look(other, offset -> 1);
    assertThat(other.mayBeCompacted()).isFalse();
    Search later = new Search(mark(0, WANTED), 0, 0, 1);
    later.span();
    later.take(new Mark(0, 5, 5, WANTED, true, false));
    assertThat(later.mayBeCompacted()).isTrue();
    assertThat(new Search(new Mark(0, 1, 1, 1, true, true), 0, 0, 1).mayBeCompacted()).isTrue();
  }

  /** Searches in a log that has a record at an offset, or 0 for none. */
  private static Verdict look(Search search, LongFunction<Integer> log) {
    Optional<Verdict> verdict = Optional.empty();
    while (verdict.isEmpty()) {
      var span = search.span();
      for (long offset = span.begin(); offset < span.end(); offset++) {
        int record = log.apply(offset);
        if (record != 0) {
          search.take(mark(offset, record));
        }
      }
      verdict = search.verdict();
    }
    return verdict.get();
  }

  private static Mark mark(long offset, int record) {
    return new Mark(offset, record, record, record, true, false);
  }
}
