package dev.strimzidr.lab.image.operator.kafka;

import java.util.Comparator;
import java.util.List;

/**
 * A version of Kafka.
 *
 * @param number such as {@code 4.3.1}
 * @param metadataVersion the metadata version that comes with it
 */
public record Version(String number, String metadataVersion) implements Comparable<Version> {

  @Override
  public int compareTo(Version other) {
    return compare(number, other.number);
  }

  /**
   * Compares dotted versions as far as both have numbers; a suffix such as {@code -IV0} does not
   * count.
   */
  public static int compare(String a, String b) {
    List<Integer> left = numbers(a);
    List<Integer> right = numbers(b);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int compared = Integer.compare(left.get(i), right.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /** The order of version numbers. */
  public static Comparator<String> order() {
    return Version::compare;
  }

  private static List<Integer> numbers(String version) {
    return List.of(version.split("-", 2)[0].split("\\.", -1)).stream()
        .map(Integer::parseInt)
        .toList();
  }
}
