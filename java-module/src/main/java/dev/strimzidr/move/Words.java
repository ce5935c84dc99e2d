package dev.strimzidr.move;

import java.util.Locale;

/** How figures are said. */
final class Words {

  private Words() {}

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
