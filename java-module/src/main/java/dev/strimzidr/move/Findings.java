package dev.strimzidr.move;

import java.util.ArrayList;
import java.util.List;

/** What rules have found, in their order. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void red(FindingReason reason, String what, String cure) {
    add(Level.RED, reason, what, cure);
  }

  void amber(FindingReason reason, String what, String cure) {
    add(Level.AMBER, reason, what, cure);
  }

  void add(Level level, FindingReason reason, String what, String cure) {
    found.add(new Finding(level, reason, what, cure));
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
