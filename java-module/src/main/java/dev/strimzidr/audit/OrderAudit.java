package dev.strimzidr.audit;

import dev.strimzidr.kafka.Prints;
import dev.strimzidr.module.Futures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Audits partitions whose records are matched by their order. */
final class OrderAudit {
  /** How far before a record without a match one is searched for. */
  private static final int CONTEXT = 1000;

  private static final int TIMES = 4;
  private static final long LEAST = 10_000;

  private final SiteReader source;
  private final SiteReader standby;

  OrderAudit(SiteReader source, SiteReader standby) {
    this.source = source;
    this.standby = standby;
  }

  /** Audits partitions side by side. */
  List<PartitionAudit> audit(List<Comparison> batch) {
    return Futures.both(
        Auditor.THREADS,
        () -> source.sequences(batch, Comparison::keepBehind),
        () -> standby.sequences(batch, comparison -> Long.MAX_VALUE),
        (here, there) -> {
          List<PartitionAudit> audits = new ArrayList<>();
          for (Comparison comparison : extend(batch, here, there)) {
            audits.add(
                failure(comparison, here, "source")
                    .or(() -> failure(comparison, there, "standby"))
                    .orElseGet(() -> audit(comparison, here.of(comparison), there.of(comparison))));
          }
          return audits;
        });
  }

  private static Optional<PartitionAudit> failure(
      Comparison comparison, SiteReader.Sequences read, String where) {
    return Optional.ofNullable(read.failed().get(comparison.partition()))
        .map(why ->
            PartitionAudit.unknown(
                comparison,
                Finding.Kind.UNREADABLE,
                "cannot be read at the %s: %s".formatted(where, why)));
  }

  /**
   * Markers of transactions take offsets, so that less records were read than are wanted: the
   * source is read from further back, and the standby until it has as many.
   */
  private List<Comparison> extend(
      List<Comparison> batch, SiteReader.Sequences here, SiteReader.Sequences there) {
    List<Comparison> reached = new ArrayList<>(batch);
    extend(
        reached,
        here,
        longer -> source.sequences(longer, Comparison::keepBehind),
        one -> !one.source().fromLogStart() && here.settled(one) < one.atLeast(),
        one -> one.withSource(one.source().extended(TIMES, LEAST)));
    extend(
        reached,
        there,
        longer -> standby.sequences(longer, comparison -> Long.MAX_VALUE),
        one -> !one.standby().fromLogStart() && there.count(one) < here.count(one),
        one -> one.withStandby(one.standby().extended(TIMES, LEAST)));
    return reached;
  }

  private static void extend(
      List<Comparison> reached,
      SiteReader.Sequences read,
      Function<List<Comparison>, SiteReader.Sequences> reader,
      Predicate<Comparison> tooShort,
      UnaryOperator<Comparison> longer) {
    List<Comparison> again = new ArrayList<>();
    do {
      again.clear();
      reached.replaceAll(one -> {
        if (!read.has(one) || !tooShort.test(one)) {
          return one;
        }
        Comparison next = longer.apply(one);
        again.add(next);
        return next;
      });
      SiteReader.Sequences more = reader.apply(again);
      read.sequences().putAll(more.sequences());
      read.failed().putAll(more.failed());
    } while (!again.isEmpty());
  }

  private PartitionAudit audit(Comparison comparison, PrintSequence here, PrintSequence there) {
    if (!comparison.copied()) {
      return here.count() == 0 && there.count() == 0
          ? PartitionAudit.same(comparison, 0, 0, 0)
          : PartitionAudit.unknown(
              comparison,
              Finding.Kind.NOT_COPIED,
              "has %d records at the source and %d at the standby, and the mirror has stored no offset: nothing says that they were copied"
                  .formatted(here.count(), there.count()));
    }
    LogPrints atSource = new LogPrints(here, source.again(comparison));
    LogPrints atStandby = new LogPrints(there, standby.again(comparison));
    return switch (new InOrder(atSource, atStandby, comparison.last()).compare()) {
      case InOrder.Same same -> begin(comparison, same, atSource, atStandby);
      case InOrder.Differs differs -> differs(comparison, differs, atSource, atStandby);
      case InOrder.Gone gone -> changed(comparison);
    };
  }

  /** All that both have is the same; one may have more before it. */
  private PartitionAudit begin(
      Comparison comparison, InOrder.Same same, LogPrints atSource, LogPrints atStandby) {
    long both = Math.min(same.beforeSource(), same.beforeStandby());
    long moreAtSource = same.beforeSource() - both;
    long moreAtStandby = same.beforeStandby() - both;
    long records = same.records();
    if (records == comparison.last()) {
      return PartitionAudit.same(comparison, records, 0, 0);
    }
    if (moreAtSource > 0 && comparison.standby().fromLogStart()) {
      return comparison.standby().trimmed() || standby.logStartOffset(comparison) > 0
          ? PartitionAudit.same(comparison, records, moreAtSource, 0)
          : first(comparison, Mismatch.What.MISSING, same, atSource, same.beforeSource());
    }
    if (moreAtStandby > 0 && comparison.source().fromLogStart()) {
      return comparison.source().trimmed() || source.logStartOffset(comparison) > 0
          ? PartitionAudit.same(comparison, records, 0, moreAtStandby)
          : first(comparison, Mismatch.What.ADDED, same, atStandby, same.beforeStandby());
    }
    return PartitionAudit.same(comparison, records, 0, 0);
  }

  /** The first records of one log, which the other has never had. */
  private PartitionAudit first(
      Comparison comparison, Mismatch.What what, InOrder.Same same, LogPrints log, long before) {
    boolean missing = what == Mismatch.What.MISSING;
    return log.slice(before - 1, before)
        .map(prints -> prints.offset(0))
        .map(offset ->
            PartitionAudit.differs(
                comparison,
                same.records(),
                new Difference(
                    what.word(),
                    before,
                    same.records(),
                    missing ? offset : null,
                    missing ? null : offset,
                    List.of())))
        .orElseGet(() -> changed(comparison));
  }

  private PartitionAudit differs(
      Comparison comparison, InOrder.Differs found, LogPrints atSource, LogPrints atStandby) {
    Optional<Prints> here = context(atSource, found.source());
    Optional<Prints> there = context(atStandby, found.standby());
    if (here.isEmpty() || there.isEmpty()) {
      return changed(comparison);
    }
    long behind =
        found.same() == 0
            ? 0
            : atStandby
                .slice(found.standby() + 1, found.standby() + 2)
                .map(prints -> prints.print(0))
                .orElse(0L);
    Mismatch mismatch = Mismatch.of(here.get(), there.get(), behind);
    long sourceOffset = here.get().lastOffset();
    long standbyOffset = there.get().lastOffset();
    List<String> fields = List.of();
    if (mismatch.what() == Mismatch.What.CHANGED) {
      Optional<ConsumerRecord<byte[], byte[]>> one = source.record(comparison, sourceOffset);
      Optional<ConsumerRecord<byte[], byte[]>> other = standby.record(comparison, standbyOffset);
      if (one.isEmpty() || other.isEmpty()) {
        return changed(comparison);
      }
      fields = Fields.differing(one.get(), other.get(), comparison.timestamps());
    }
    return PartitionAudit.differs(
        comparison,
        found.records(),
        new Difference(
            mismatch.what().word(),
            mismatch.records(),
            found.same(),
            mismatch.what().atSource() ? sourceOffset : null,
            mismatch.what().atStandby() ? standbyOffset : null,
            fields));
  }

  private static Optional<Prints> context(LogPrints log, long index) {
    return log.slice(Math.max(0, index - CONTEXT), index + 1);
  }

  private static PartitionAudit changed(Comparison comparison) {
    return PartitionAudit.unknown(
        comparison,
        Finding.Kind.CHANGED,
        "has lost records to retention, or was cut, while it was compared; run the audit again");
  }
}
