package dev.strimzidr.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** An audit as the module returns it. No I/O. */
final class AuditReport {
  private static final double MILLIS = 1000.0;

  private AuditReport() {}

  /**
   * The facts.
   *
   * @param found what stood against a copy before records were read
   * @param read how many records were read at both sites
   * @param took how long that took
   */
  static Map<String, @Nullable Object> of(
      List<Finding> found, List<PartitionAudit> audits, long read, Duration took) {
    List<Finding> findings = new ArrayList<>(found);
    audits.forEach(audit -> audit.finding().ifPresent(findings::add));
    double seconds = Math.max(1, took.toMillis()) / MILLIS;
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("ok", findings.isEmpty());
    facts.put("findings", findings.stream().map(AuditReport::finding).toList());
    facts.put("compared", audits.stream().mapToLong(PartitionAudit::compared).sum());
    facts.put("only_at_source", audits.stream().mapToLong(PartitionAudit::onlySource).sum());
    facts.put("only_at_standby", audits.stream().mapToLong(PartitionAudit::onlyStandby).sum());
    facts.put("behind", audits.stream().mapToLong(audit -> audit.comparison().behind()).sum());
    facts.put(
        "topics",
        audits.stream().map(audit -> audit.comparison().partition().topic()).distinct().count());
    facts.put("records_read", read);
    facts.put("seconds", seconds);
    facts.put("records_per_second", Math.round(read / seconds));
    facts.put("partitions", audits.stream().map(AuditReport::partition).toList());
    return facts;
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("kind", finding.kind().word());
    document.put("topic", finding.topic());
    document.put("partition", finding.partition());
    document.put("text", finding.text());
    return document;
  }

  private static Map<String, @Nullable Object> partition(PartitionAudit audit) {
    Comparison comparison = audit.comparison();
    TopicPartition partition = comparison.partition();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("topic", partition.topic());
    document.put("partition", partition.partition());
    document.put("ok", audit.finding().isEmpty());
    document.put("by_key", comparison.manner() == Comparison.Manner.BY_KEY);
    document.put("timestamps", comparison.timestamps());
    document.put("compared", audit.compared());
    document.put("only_at_source", audit.onlySource());
    document.put("only_at_standby", audit.onlyStandby());
    document.put("behind", comparison.behind());
    document.put("difference", audit.difference().map(AuditReport::difference).orElse(null));
    return document;
  }

  private static Map<String, @Nullable Object> difference(Difference difference) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("what", difference.what());
    document.put("records", difference.records());
    document.put("from_end", difference.fromEnd());
    document.put("source_offset", difference.sourceOffset());
    document.put("standby_offset", difference.standbyOffset());
    document.put("fields", difference.fields());
    return document;
  }
}
