package dev.strimzidr.audit;

import java.util.Optional;

/**
 * What came of a partition.
 *
 * @param comparison what was compared
 * @param compared how many records, or keys where records are matched by key
 * @param onlySource how many more the source has before the first record that both have
 * @param onlyStandby the same at the standby
 * @param difference the first difference, counted from the end of the logs
 * @param finding why it is not known to be a copy
 */
record PartitionAudit(
    Comparison comparison,
    long compared,
    long onlySource,
    long onlyStandby,
    Optional<Difference> difference,
    Optional<Finding> finding) {

  static PartitionAudit same(Comparison of, long compared, long onlySource, long onlyStandby) {
    return new PartitionAudit(
        of, compared, onlySource, onlyStandby, Optional.empty(), Optional.empty());
  }

  static PartitionAudit differs(Comparison of, long compared, Difference difference) {
    return new PartitionAudit(
        of,
        compared,
        0,
        0,
        Optional.of(difference),
        Optional.of(Finding.of(Finding.Kind.DIFFERENCE, of.partition(), difference.text())));
  }

  static PartitionAudit unknown(Comparison of, Finding.Kind kind, String text) {
    return new PartitionAudit(
        of, 0, 0, 0, Optional.empty(), Optional.of(Finding.of(kind, of.partition(), text)));
  }
}
