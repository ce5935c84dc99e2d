package dev.strimzidr.audit;

import dev.strimzidr.kafka.SpanReader;
import dev.strimzidr.module.Futures;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Audits compacted partitions, whose records are matched by their keys. */
final class KeyAudit {
  private final SiteReader source;
  private final SiteReader standby;
  private final int most;

  /**
   * Reads nothing yet.
   *
   * @param most how many keys of a partition are held
   */
  KeyAudit(SiteReader source, SiteReader standby, int most) {
    this.source = source;
    this.standby = standby;
    this.most = most;
  }

  PartitionAudit audit(Comparison comparison) {
    LongPredicate all = key -> true;
    if (comparison.limited()) {
      // The latest record of a key may stand anywhere at the standby.
      SiteReader.Keys here = source.keys(comparison, comparison.source().span(), all, most);
      return audit(
          comparison,
          here,
          standby.keys(comparison, comparison.standby().whole().span(), here.table()::has, most));
    }
    return Futures.both(
        Auditor.THREADS,
        () -> source.keys(comparison, comparison.source().span(), all, most),
        () -> standby.keys(comparison, comparison.standby().span(), all, most),
        (here, there) -> audit(comparison, here, there));
  }

  private PartitionAudit audit(Comparison comparison, SiteReader.Keys here, SiteReader.Keys there) {
    Optional<String> failed =
        here.failed()
            .map(why -> "cannot be read at the source: " + why)
            .or(() -> there.failed().map(why -> "cannot be read at the standby: " + why));
    if (failed.isPresent()) {
      return PartitionAudit.unknown(comparison, Finding.Kind.UNREADABLE, failed.get());
    }
    if (!here.complete() || !there.complete()) {
      return PartitionAudit.unknown(
          comparison,
          Finding.Kind.TOO_MANY_KEYS,
          "has more than %d keys, which the option max_keys says how many are held"
              .formatted(most));
    }
    if (!comparison.copied()) {
      return here.table().size() + there.table().size() == 0
          ? PartitionAudit.same(comparison, 0, 0, 0)
          : PartitionAudit.unknown(
              comparison,
              Finding.Kind.NOT_COPIED,
              "has %d keys at the source and %d at the standby, and the mirror has stored no offset: nothing says that they were copied"
                  .formatted(here.table().size(), there.table().size()));
    }
    ByKey found = ByKey.of(here.table(), there.table(), comparison);
    return found.differing().isEmpty() ? same(comparison, found) : differs(comparison, found);
  }

  private PartitionAudit differs(Comparison comparison, ByKey found) {
    Set<Long> keys = new HashSet<>();
    found.differing().forEach(key -> keys.add(key.print()));
    ByKey left = found;
    for (SiteReader site : List.of(source, standby)) {
      Side side = site == source ? comparison.source() : comparison.standby();
      SpanReader.Span later = new SpanReader.Span(side.end(), site.lastStableOffset(comparison));
      SiteReader.Keys read = site.keys(comparison, later, keys::contains, most);
      if (read.failed().isPresent()) {
        return PartitionAudit.unknown(
            comparison, Finding.Kind.UNREADABLE, "cannot be read: " + read.failed().get());
      }
      left = left.without(read.table());
    }
    if (left.differing().isEmpty()) {
      return same(comparison, left);
    }
    ByKey.Key first = left.differing().getFirst();
    return PartitionAudit.differs(
        comparison,
        found.compared(),
        new Difference(
            first.what(),
            1,
            null,
            first.sourceOffset(),
            first.standbyOffset(),
            fields(comparison, first)));
  }

  private List<String> fields(Comparison comparison, ByKey.Key key) {
    if (key.sourceOffset() == null || key.standbyOffset() == null) {
      return List.of();
    }
    Optional<ConsumerRecord<byte[], byte[]>> here = source.record(comparison, key.sourceOffset());
    Optional<ConsumerRecord<byte[], byte[]>> there =
        standby.record(comparison, key.standbyOffset());
    return here.isEmpty() || there.isEmpty()
        ? List.of("the latest record of a key")
        : Fields.differing(here.get(), there.get(), comparison.timestamps());
  }

  private static PartitionAudit same(Comparison comparison, ByKey found) {
    return PartitionAudit.same(
        comparison, found.compared(), found.onlySource(), found.onlyStandby());
  }
}
