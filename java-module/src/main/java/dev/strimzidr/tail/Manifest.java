package dev.strimzidr.tail;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.strimzidr.record.ForkPoints;
import java.util.List;

/**
 * What an export is, as {@code manifest.json} says it.
 *
 * @param format the version of this form
 * @param complete whether all that could be read is in it and no transaction was open; false while
 *     it is written
 * @param source the site
 * @param clusterId of its Kafka cluster
 * @param forkPoints that it begins at
 * @param exportedAt when it was last written, ISO 8601 in UTC
 * @param records how many, in all files
 * @param bytes of keys, values and headers, in all files
 * @param lostToRetention offsets that were gone before they were exported
 * @param problems why it is not all of the tail
 * @param files one for each partition with records, sorted
 */
record Manifest(
    int format,
    boolean complete,
    String source,
    @JsonProperty("cluster_id") String clusterId,
    @JsonProperty("fork_points") ForkPoints forkPoints,
    @JsonProperty("exported_at") String exportedAt,
    long records,
    long bytes,
    @JsonProperty("lost_to_retention") long lostToRetention,
    List<String> problems,
    List<Exported> files) {

  /** The form that this version reads and writes. */
  static final int FORMAT = 1;

  /** One without files. */
  static Manifest empty(String source, String clusterId, ForkPoints forkPoints) {
    return new Manifest(
        FORMAT, false, source, clusterId, forkPoints, "", 0, 0, 0, List.of(), List.of());
  }

  /** Which tail it is of, in words. */
  String tail() {
    return "%s, cluster %s, fork points of %s".formatted(source, clusterId, forkPoints.at());
  }

  /** Whether both are of one tail. */
  boolean sameTail(Manifest other) {
    return clusterId.equals(other.clusterId) && forkPoints.equals(other.forkPoints);
  }

  /**
   * Whether it is of the tail that begins there. A rejoin that makes topics anew takes these from
   * the fork points that it has written down.
   */
  boolean of(ForkPoints points) {
    return forkPoints.from().equals(points.from())
        && forkPoints.to().equals(points.to())
        && forkPoints.at().equals(points.at());
  }

  /** Whether they say the same, whenever they were written. */
  boolean sameContent(Manifest other) {
    return equals(other.at(exportedAt));
  }

  /** The same with these files, of which not all may be there yet. */
  Manifest with(boolean whole, List<Exported> others) {
    return new Manifest(
        format,
        whole && complete,
        source,
        clusterId,
        forkPoints,
        exportedAt,
        others.stream().mapToLong(Exported::records).sum(),
        others.stream().mapToLong(Exported::bytes).sum(),
        lostToRetention,
        problems,
        others);
  }

  private Manifest at(String time) {
    return new Manifest(
        format,
        complete,
        source,
        clusterId,
        forkPoints,
        time,
        records,
        bytes,
        lostToRetention,
        problems,
        files);
  }
}
