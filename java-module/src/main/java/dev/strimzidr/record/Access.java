package dev.strimzidr.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Sites;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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

  /**
   * Reads an option that gives a level for each site.
   *
   * @throws ModuleFailure when a site or a level is not one
   */
  public static Map<String, Access> read(String option, Map<String, Object> given, Sites sites) {
    Map<String, Access> access = new LinkedHashMap<>();
    given.forEach((site, level) -> {
      String name = sites.named(option, site).name();
      try {
        access.put(name, of(String.valueOf(level)));
      } catch (IllegalArgumentException e) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option %s.%s: given is '%s', allowed are open, read_only, closed"
                .formatted(option, site, level),
            e);
      }
    });
    return access;
  }

  /**
   * Never two writers.
   *
   * @throws ModuleFailure when more than one site would be open
   */
  public static void requireOneWriter(Collection<Access> levels) {
    if (levels.stream().filter(level -> level == OPEN).count() > 1) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "option access: only one site of a pair can be open");
    }
  }
}
