package dev.strimzidr.module;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Helps with a name that is not known. */
public final class Suggestion {
  private static final int MISTAKES = 3;
  private static final int SHORT_LIST = 20;

  private Suggestion() {}

  /** The known name that was probably meant, or what is allowed. */
  public static String of(String unknown, List<String> known) {
    Optional<String> nearest =
        known.stream().min(Comparator.comparingInt(name -> distance(unknown, name)));
    if (nearest.isPresent() && distance(unknown, nearest.get()) <= MISTAKES) {
      return "did you mean %s?".formatted(nearest.get());
    }
    return known.size() <= SHORT_LIST
        ? "allowed are " + String.join(", ", known)
        : "nothing of that name is known";
  }

  /** How many letters have to be put in, taken out or changed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
