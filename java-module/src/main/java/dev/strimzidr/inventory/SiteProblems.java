package dev.strimzidr.inventory;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Problems found at one site, and the checks of names and numbers that all variables share. No I/O.
 *
 * @param site the site whose variables are checked
 * @param found what is wrong with the inventory, of this site and others
 */
record SiteProblems(String site, Collection<String> found) {
  // RFC 1123 subdomain, as Kubernetes names its resources.
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final int NAME_LENGTH = 253;

  /** Adds a problem with a variable. */
  void add(String variable, String what) {
    found.add("%s: variable %s: %s".formatted(site, variable, what));
  }

  /** Requires a name that Kubernetes takes; {@code hint} ends the message. */
  void name(String variable, String name, String hint) {
    if (name.length() > NAME_LENGTH || !NAME.matcher(name).matches() || name.contains("..")) {
      add(
          variable,
          "'%s' is no name for Kubernetes: lower case letters, digits, '-' and '.', at most %d%s"
              .formatted(name, NAME_LENGTH, hint));
    }
  }

  /** Requires a name that is not among those seen, and adds it to them. */
  void once(String variable, String name, Set<String> seen) {
    if (!seen.add(name)) {
      add(variable, "%s is there twice".formatted(name));
    }
  }

  /** Requires a number from 1 on. */
  void positive(String variable, String name, String what, long number) {
    if (number < 1) {
      add(variable, "%s: %s is %d, allowed are numbers from 1 on".formatted(name, what, number));
    }
  }
}
