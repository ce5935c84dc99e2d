package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A record is a number here, which is its fingerprint; target offsets begin at 1000. */
class PlacementTest {
  @Test
  void aGroupGoesOnAtItsNextRecordAlthoughOffsetsDiffer() {
    LastRecords source = tail(0, 1, 2, 3, 4, 5);
    LastRecords target = tail(1000, 1, 2, 3, 4, 5);

    assertThat(place(source, target, 0)).isEqualTo(new Placement.Exact(1000));
    assertThat(place(source, target, 3)).isEqualTo(new Placement.Exact(1003));
    assertThat(place(source, target, 5)).isEqualTo(new Placement.Exact(1005));
  }

  @Test
  void markersOfTransactionsAreSkippedAtBothSites() {
    // Offsets 2 and 5 of the source and 1001, 1003 and 1005 of the target are markers.
    LastRecords source = tail(new long[] {0, 1, 3, 4}, 6, 1, 2, 3, 4);
    LastRecords target = tail(new long[] {1000, 1002, 1004, 1006}, 1008, 1, 2, 3, 4);

    assertThat(place(source, target, 2)).isEqualTo(new Placement.Exact(1004));
    assertThat(place(source, target, 3)).isEqualTo(new Placement.Exact(1004));
    assertThat(place(source, target, 6)).isEqualTo(new Placement.Exact(1008));
  }

  @Test
  void equalRecordsAreToldApartByTheirPlace() {
    LastRecords source = tail(0, 7, 7, 7, 7, 7);
    LastRecords target = tail(1000, 7, 7, 7, 7, 7);

    assertThat(place(source, target, 2)).isEqualTo(new Placement.Exact(1002));
  }

  @Test
  void aGroupInFrontOfAHoleGoesOnAtTheNextRecordThatExists() {
    LastRecords source = tail(new long[] {40, 41, 42}, 43, 5, 6, 7);
    LastRecords target = tail(1000, 5, 6, 7);
    assertThat(place(source, target, 10)).isEqualTo(new Placement.Exact(1000));

    LastRecords shorter = tail(1001, 6, 7);
    assertThat(place(source, shorter, 40)).isEqualTo(new Placement.Exact(1001));
  }

  @Test
  void aPartitionWithoutRecordsIsReadFromItsEnd() {
    assertThat(place(tail(0), tail(1000), 0)).isEqualTo(new Placement.Exact(1000));
  }

  @Test
  void aMirrorThatIsNotDrainedPlacesNobody() {
    LastRecords source = tail(0, 1, 2, 3, 4);
    LastRecords target = tail(1000, 1, 2, 3);

    assertThat(place(source, target, 2))
        .isEqualTo(
            new Placement.Unplaced(
                "the logs differ 0 records before their ends: is the mirror drained, does anybody else write to the target?"));
    assertThat(place(source, target, 4)).isInstanceOf(Placement.Unplaced.class);
  }

  @Test
  void aRecordThatSomebodyElseWroteToTheTargetPlacesNobodyBeforeIt() {
    LastRecords source = tail(0, 1, 2, 3, 4, 5);
    LastRecords target = tail(1000, 1, 2, 99, 4, 5);

    assertThat(place(source, target, 3)).isEqualTo(new Placement.Exact(1003));
    assertThat(place(source, target, 1)).isInstanceOf(Placement.Unplaced.class);
  }

  @Test
  void whatWasNotLookedAtIsNotGuessed() {
    LastRecords source = tail(0, 1, 2, 3, 4, 5);
    LastRecords part = Logs.last(new long[] {1003, 1004}, new long[] {4, 5}, 1005, false);

    assertThat(place(source, part, 4)).isEqualTo(new Placement.Exact(1004));
    assertThat(place(source, part, 1)).isInstanceOf(Placement.Unplaced.class);
  }

  @Test
  void compactionMayHaveTakenOtherRecordsAtEachSite() {
    LastRecords source = tail(new long[] {0, 2, 3, 6}, 7, 1, 3, 4, 7);
    LastRecords target = tail(new long[] {1000, 1001, 1003, 1006}, 1007, 1, 2, 4, 7);

    assertThat(compacted(source, target, 3)).isEqualTo(new Placement.Exact(1003));
    assertThat(compacted(source, target, 4)).isEqualTo(new Placement.Exact(1006));
    assertThat(compacted(source, target, 0)).isEqualTo(new Placement.Exact(1000));
    assertThat(compacted(source, target, 7)).isEqualTo(new Placement.Exact(1007));
  }

  @Test
  void whereTheTargetDoesNotHaveTheNextRecordACompactedLogIsReadFromTheOneBehindTheLastInCommon() {
    // The target has lost 4, and still has 9, which the source has lost.
    LastRecords source = tail(new long[] {0, 3, 4}, 5, 1, 4, 5);
    LastRecords target = tail(new long[] {1000, 1002, 1004}, 1005, 1, 9, 5);

    assertThat(compacted(source, target, 1)).isEqualTo(new Placement.Near(1002, 1));
    assertThat(compacted(source, target, 4)).isEqualTo(new Placement.Exact(1004));
  }

  @Test
  void whoHasReadAllOfACompactedLogGoesOnAtItsEndWhateverIsTaken() {
    LastRecords source = tail(new long[] {0, 3}, 4, 1, 1);
    LastRecords target = tail(1000, 1, 9, 1);

    assertThat(compacted(source, target, 4)).isEqualTo(new Placement.Exact(1003));
  }

  @Test
  void whoStandsBehindTheEndGoesOnAtTheEnd() {
    assertThat(place(tail(0, 1, 2, 3), tail(1000, 1, 2, 3), 50))
        .isEqualTo(new Placement.End(1003, 47));
    assertThat(compacted(tail(0, 1, 2, 3), tail(1000, 1, 2, 3), 4))
        .isEqualTo(new Placement.End(1003, 1));
    assertThat(place(tail(0), tail(1000), 7)).isEqualTo(new Placement.End(1000, 7));
  }

  @Test
  void whereRetentionHasTakenAllAtTheTargetWhatComesNextIsNext() {
    LastRecords emptied = Logs.last(new long[0], new long[0], 1003, true);

    assertThat(place(tail(0, 1, 2, 3), emptied, 1)).isEqualTo(new Placement.Exact(1003));
    assertThat(place(tail(0, 1, 2, 3), tail(0), 1)).isInstanceOf(Placement.Unplaced.class);
  }

  @Test
  void aCompactedLogInAnotherOrderPlacesNobody() {
    assertThat(compacted(tail(0, 1, 2), tail(1000, 2, 1), 1))
        .isInstanceOf(Placement.Unplaced.class);
  }

  private static Placement.Placed place(LastRecords source, LastRecords target, long position) {
    return new Placement(source, target, false).place(position);
  }

  private static Placement.Placed compacted(LastRecords source, LastRecords target, long position) {
    return new Placement(source, target, true).place(position);
  }

  private static LastRecords tail(long first, long... prints) {
    return tail(
        LongStream.range(first, first + prints.length).toArray(), first + prints.length, prints);
  }

  private static LastRecords tail(long[] offsets, long end, long... prints) {
    return Logs.last(offsets, prints, end, true);
  }
}
