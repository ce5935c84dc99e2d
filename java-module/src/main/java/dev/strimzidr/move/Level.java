package dev.strimzidr.move;

import java.util.Locale;

/** How serious a finding is. */
enum Level {
  /** It stops the move. */
  RED,
  /** A person weighs it. */
  AMBER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
