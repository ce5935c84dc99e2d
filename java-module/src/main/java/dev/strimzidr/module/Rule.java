package dev.strimzidr.module;

import java.util.List;

/** What has to hold between options, in the words of Ansible's argument specification. */
public sealed interface Rule {

  /** At most one of them may be given. */
  record MutuallyExclusive(List<String> options) implements Rule {}

  /** At least one of them must be given. */
  record RequiredOneOf(List<String> options) implements Rule {}

  /** All of them or none. */
  record RequiredTogether(List<String> options) implements Rule {}

  /** When {@code option} is {@code value}, all of {@code needed} must be given. */
  record RequiredIf(String option, Object value, List<String> needed) implements Rule {}

  static Rule mutuallyExclusive(String... options) {
    return new MutuallyExclusive(List.of(options));
  }

  static Rule requiredOneOf(String... options) {
    return new RequiredOneOf(List.of(options));
  }

  static Rule requiredTogether(String... options) {
    return new RequiredTogether(List.of(options));
  }

  static Rule requiredIf(String option, Object value, String... needed) {
    return new RequiredIf(option, value, List.of(needed));
  }
}
