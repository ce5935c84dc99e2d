package dev.strimzidr.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What became of a move in a run. */
enum State {
  /** It has ended as it was meant to. */
  DONE,
  /** It has been undone: the site that was active before is active again. */
  UNDONE,
  /** The run has failed, and the move is under way still. */
  FAILED;

  @JsonCreator
  static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static String[] words() {
    return Arrays.stream(values()).map(State::word).toArray(String[]::new);
  }

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
