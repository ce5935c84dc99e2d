package dev.strimzidr.audit;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;

/** Audits all partitions, several at once, each by a consumer at either site. */
final class Auditor implements AutoCloseable {
  /** Partitions that one consumer reads side by side. */
  private static final int AT_ONCE = 32;

  /**
   * A consumer with TLS selects anew after every few records. A virtual thread is parked by each of
   * these selects, also where data lies ready, and on a busy machine waits for its turn.
   */
  static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();

  private final int parallel;
  private final int mostKeys;
  private final BlockingQueue<Readers> idle;
  private final LongAdder read = new LongAdder();

  /** One for each site. */
  private record Readers(SiteReader source, SiteReader standby) {}

  /**
   * Connects nothing yet.
   *
   * @param parallel how many consumers there are at each site
   * @param mostKeys how many keys of a compacted partition are held
   */
  Auditor(KafkaCluster source, KafkaCluster standby, int parallel, int mostKeys) {
    this.parallel = parallel;
    this.mostKeys = mostKeys;
    this.idle = new ArrayBlockingQueue<>(parallel);
    for (int i = 0; i < parallel; i++) {
      idle.add(
          new Readers(
              new SiteReader(new RecordReader(source, read), Comparison::source),
              new SiteReader(new RecordReader(standby, read), Comparison::standby)));
    }
  }

  /** Audits. */
  List<PartitionAudit> audit(List<Comparison> comparisons) {
    return Futures.all(THREADS, batches(comparisons), parallel, this::batch).stream()
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing((PartitionAudit one) -> one.comparison().partition().topic())
                .thenComparingInt(one -> one.comparison().partition().partition()))
        .toList();
  }

  /** How many records were read at both sites, those too that were read twice. */
  long read() {
    return read.sum();
  }

  /** Compacted partitions alone, since their keys are held; the others as many as fit. */
  private List<List<Comparison>> batches(List<Comparison> comparisons) {
    List<List<Comparison>> batches = new ArrayList<>();
    List<Comparison> ordered = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      if (comparison.manner() == Comparison.Manner.BY_KEY) {
        batches.add(List.of(comparison));
      } else {
        ordered.add(comparison);
      }
    }
    // The long ones are dealt out first, so that none is left for the end.
    ordered.sort(Comparator.comparingLong(Auditor::offsets).reversed());
    int count = Math.max(parallel, (ordered.size() + AT_ONCE - 1) / AT_ONCE);
    List<List<Comparison>> dealt = new ArrayList<>();
    for (int i = 0; i < Math.min(count, ordered.size()); i++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < ordered.size(); i++) {
      dealt.get(i % dealt.size()).add(ordered.get(i));
    }
    batches.addAll(dealt);
    return batches;
  }

  private static long offsets(Comparison comparison) {
    return comparison.source().end() - comparison.source().begin();
  }

  private List<PartitionAudit> batch(List<Comparison> batch) {
    Readers readers = take();
    try {
      if (batch.getFirst().manner() == Comparison.Manner.BY_KEY) {
        KeyAudit audit = new KeyAudit(readers.source(), readers.standby(), mostKeys);
        return batch.stream().map(audit::audit).toList();
      }
      return new OrderAudit(readers.source(), readers.standby()).audit(batch);
    } finally {
      idle.add(readers);
    }
  }

  private Readers take() {
    try {
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }

  @Override
  public void close() {
    idle.forEach(readers -> {
      readers.source().close();
      readers.standby().close();
    });
  }
}
