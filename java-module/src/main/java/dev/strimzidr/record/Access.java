package dev.strimzidr.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What clients may do at a site. */
public enum Access {
  /** What they are declared to do. */
  OPEN,
  /** Read and commit positions, but write nothing. */
  READ_ONLY,
  /**
   * Neither write nor read. A standby is closed: a client left there by an old connection fails.
   */
  CLOSED;

  /** As it stands in the record and in an option. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The level of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static Access of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
