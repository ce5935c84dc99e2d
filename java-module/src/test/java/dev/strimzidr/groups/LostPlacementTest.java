package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.kafka.SpanReader.Span;
import dev.strimzidr.record.ForkPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Target offsets begin at 1000; the last source offset that was copied is 99. */
class LostPlacementTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
  private static final Countable COPIED = new Countable.Between(0, 99);

  @Test
  void asManyRecordsFollowThePlaceAsMayFollowThePosition() {
    assertThat(place(COPIED, mark(40, 1001, null), last(60)))
        .isEqualTo(new Placement.Counted(1040, 59));
    assertThat(place(COPIED, mark(99, 1001, null), last(1)))
        .isEqualTo(new Placement.Counted(1099, 0));
  }

  @Test
  void withoutATranslationItIsCountedFromTheEndOrLost() {
    LostPlacement.Mark kept = new LostPlacement.Mark(40, null, null, null);

    assertThat(place(COPIED, kept, last(60))).isEqualTo(new Placement.Counted(1040, 59));
    assertThat(place(new Countable.Not("why"), kept, last(60)))
        .isEqualTo(new Placement.Lost("why"));
    assertThat(
            place(
                new Countable.Not("why"), new LostPlacement.Mark(40, null, null, 1010L), last(60)))
        .isEqualTo(new Placement.Left("why"));
  }

  @Test
  void markersAtTheTargetAreNoRecords() {
    // Every other offset is a marker, the last one too.
    LastRecords tail = tail(LongStream.range(0, 50).map(i -> 1000 + 2 * i).toArray(), 1100);

    assertThat(place(new Countable.Between(0, 49), mark(45, 1001, null), tail))
        .isEqualTo(new Placement.Counted(1090, 4));
  }

  @Test
  void whoHasReadAllThatWasCopiedGoesOnAtTheEnd() {
    assertThat(place(COPIED, mark(100, 1001, null), last(0)))
        .isEqualTo(new Placement.Counted(1100, 0));
    assertThat(place(COPIED, mark(5000, 1001, null), last(0)))
        .isEqualTo(new Placement.Counted(1100, 0));
  }

  @Test
  void aLogWithFewerRecordsIsReadFromItsBeginning() {
    LastRecords all = Logs.last(new long[] {1090, 1095}, new long[2], 1100, true);
    LostPlacement placement = new LostPlacement(new Span(1090, 1100), COPIED, 1000);

    assertThat(placement.place(mark(40, 1001, null), all))
        .isEqualTo(new Placement.Counted(1090, 1));
  }

  @Test
  void moreThanAreLookedAtAreNotCounted() {
    LostPlacement placement = new LostPlacement(new Span(1000, 1100), COPIED, 50);
    LostPlacement.Mark mark = mark(40, 1001, null);

    assertThat(placement.needed(mark)).isZero();
    assertThat(placement.place(mark, last(50)))
        .isEqualTo(
            new Placement.Translated(
                1001,
                99,
                "up to 60 records follow its position, and 50 offsets are looked at (max_offsets)"));
  }

  @Test
  void recordsThatWereNotFoundWithinWhatIsLookedAtAreNotCounted() {
    assertThat(place(COPIED, mark(40, 1001, null), last(59)))
        .isInstanceOf(Placement.Translated.class);
  }

  @Test
  void nothingIsReadBeforeWhereTheGroupStands() {
    LostPlacement placement = new LostPlacement(new Span(0, 1100), COPIED, 50);

    // Sixty may follow, but all that do so are known: the floor is near enough.
    assertThat(placement.needed(mark(40, 1060, null))).isEqualTo(60);
    LastRecords tail = Logs.last(LongStream.range(1060, 1100).toArray(), new long[40], 1100, true);
    assertThat(placement.place(mark(40, 1060, null), tail))
        .isEqualTo(
            new Placement.Translated(
                1060, 40, "to count the records that follow leads no further"));
    assertThat(placement.place(mark(40, 1001, 1060L), tail)).isEqualTo(new Placement.Further());
    assertThat(placement.needed(mark(40, 1001, 1100L))).isZero();
  }

  @Test
  void theTranslationIsTakenWhereItIsFurther() {
    // Half of the source offsets are no records: the place is too early, the translation is not.
    assertThat(place(COPIED, mark(40, 1060, null), last(60)))
        .isEqualTo(
            new Placement.Translated(
                1060, 40, "to count the records that follow leads no further"));
  }

  @Test
  void aGroupIsNeverSetBack() {
    assertThat(place(COPIED, mark(40, 1001, 1020L), last(60)))
        .isEqualTo(new Placement.Counted(1040, 59));
    assertThat(place(COPIED, mark(40, 1001, 1080L), last(60))).isEqualTo(new Placement.Further());
    assertThat(place(new Countable.Not("why"), mark(40, 1001, 1080L), last(0)))
        .isEqualTo(new Placement.Further());
  }

  @Test
  void whatCannotBeCountedIsTranslated() {
    LostPlacement placement =
        new LostPlacement(new Span(1000, 1100), new Countable.Not("why"), 1000);

    assertThat(placement.needed(mark(40, 1001, null))).isZero();
    assertThat(placement.place(mark(40, 1001, null), last(0)))
        .isEqualTo(new Placement.Translated(1001, 99, "why"));
  }

  @Test
  void aCheckpointOfAnotherLogIsNotBelieved() {
    assertThat(place(COPIED, mark(40, 1101, null), last(60)))
        .isEqualTo(
            new Placement.Left(
                "its checkpoint, at 1101, lies behind the end of the log, 1100: it is of another log"));
  }

  /** The target may have a tail there that it never gave away. */
  @Test
  void nothingIsCountedBeforeTheLogsParted() {
    Fork fork = Fork.of(fork("dr", "prod", null, 50L), "prod");
    Countable countable = new Countable.Between(fork.first(PARTITION), 99);

    assertThat(place(countable, mark(49, 1001, null), last(60)))
        .isEqualTo(
            new Placement.Translated(
                1001, 99, "its position, 49, lies before the logs parted, at 50"));
    assertThat(place(countable, mark(50, 1001, null), last(50)))
        .isEqualTo(new Placement.Counted(1050, 49));
  }

  @Test
  void whatTheTargetHasWrittenItselfWasNotCopied() {
    Fork fork = Fork.of(fork("prod", "dr", 99L, 1100L), "prod");

    assertThat(fork.end(PARTITION, 99, 2000)).isEqualTo(1100);
    assertThat(fork.first(PARTITION)).isZero();
    // That move was undone, and the mirror has gone on.
    assertThat(fork.end(PARTITION, 150, 2000)).isEqualTo(2000);
    assertThat(Fork.NONE.end(PARTITION, 99, 2000)).isEqualTo(2000);
    assertThat(fork.end(new TopicPartition("new", 0), 99, 2000)).isEqualTo(2000);
  }

  private static ForkPoints fork(String from, String to, @Nullable Long copied, Long end) {
    List<@Nullable Long> last = new ArrayList<>();
    last.add(copied);
    return new ForkPoints(
        from,
        to,
        "2026-01-31T03:00:00Z",
        Map.of(PARTITION.topic(), new ForkPoints.Topic(last, List.of(end))));
  }

  private static Placement.Placed place(
      Countable countable, LostPlacement.Mark mark, LastRecords tail) {
    return new LostPlacement(new Span(1000, 1100), countable, 1000).place(mark, tail);
  }

  private static LostPlacement.Mark mark(long source, long translated, @Nullable Long present) {
    return new LostPlacement.Mark(source, translated, null, present);
  }

  /** So many records before the end, without holes. */
  private static LastRecords last(int records) {
    return tail(LongStream.range(1100 - records, 1100).toArray(), 1100);
  }

  private static LastRecords tail(long[] offsets, long end) {
    return Logs.last(offsets, new long[offsets.length], end, false);
  }
}
