package dev.strimzidr.move;

import java.util.Locale;

/** How figures are said. */
final class Words {

  private Words() {}

  /** A time of the record, without what is below a second. */
  static String time(String at) {
    return at.replaceFirst("[.]\\d+Z$", "Z");
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
