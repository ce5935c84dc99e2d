package dev.strimzidr.move;

import java.util.Map;

/**
 * One thing that stands against a move.
 *
 * @param level how serious it is
 * @param reason why, as a stable word
 * @param what was found, for the operator
 * @param cure what to do about it
 */
record Finding(Level level, FindingReason reason, String what, String cure) {

  boolean red() {
    return level == Level.RED;
  }

  Map<String, String> document() {
    return Map.of("level", level.word(), "reason", reason.word(), "what", what, "cure", cure);
  }
}
