package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names and feature levels of Kafka's metadata versions. */
public final class MetadataVersions {
  private static final int FIRST_LEVEL = 7;

  /** In the order of their feature levels. */
  private static final List<String> NAMES =
      List.of(
          "3.3-IV3", "3.4-IV0", "3.5-IV0", "3.5-IV1", "3.5-IV2", "3.6-IV0", "3.6-IV1", "3.6-IV2",
          "3.7-IV0", "3.7-IV1", "3.7-IV2", "3.7-IV3", "3.7-IV4", "3.8-IV0", "3.9-IV0", "4.0-IV0",
          "4.0-IV1", "4.0-IV2", "4.0-IV3", "4.1-IV0", "4.1-IV1", "4.2-IV0", "4.2-IV1", "4.3-IV0");

  private static final Map<String, String> NEWEST_OF_RELEASE = newestOfRelease();

  private MetadataVersions() {}

  /**
   * The level of a version given in full or by its release ({@code 4.3} or {@code 4.3.1}).
   *
   * @throws Refusal when there is no such version
   */
  public static short level(String version) {
    return find(version)
        .map(name -> (short) (FIRST_LEVEL + NAMES.indexOf(name)))
        .orElseThrow(() -> Refusal.invalidResource("Metadata version " + version + " is invalid"));
  }

  /** The name of a feature level. */
  public static String name(short level) {
    int index = level - FIRST_LEVEL;
    if (index < 0 || index >= NAMES.size()) {
      throw new IllegalArgumentException("Unknown level of metadata.version: " + level);
    }
    return NAMES.get(index);
  }

  private static Optional<String> find(String version) {
    if (NAMES.contains(version)) {
      return Optional.of(version);
    }
    String[] parts = version.split("\\.", -1);
    String release = parts.length > 2 ? parts[0] + "." + parts[1] : version;
    return Optional.ofNullable(NEWEST_OF_RELEASE.get(release));
  }

  private static Map<String, String> newestOfRelease() {
    Map<String, String> newest = new TreeMap<>();
    NAMES.forEach(name -> newest.put(name.substring(0, name.indexOf('-')), name));
    return newest;
  }
}
