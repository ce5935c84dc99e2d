package dev.strimzidr.lab.image.operator.kafka.roll;

import java.util.List;

/**
 * The controllers as the active one sees them.
 *
 * @param leader its id, negative when there is none
 */
public record Quorum(int leader, List<Voter> voters) {

  /** A controller, and when it last had everything; negative when it never had. */
  public record Voter(int id, long lastCaughtUp) {}

  /** Whether enough controllers that keep up are left while this one restarts. */
  public boolean allowsRestartOf(int id, long fetchTimeoutMs) {
    if (leader < 0) {
      return false;
    }
    if (voters.size() == 1) {
      return true;
    }
    long leaderTime =
        voters.stream()
            .filter(v -> v.id() == leader)
            .mapToLong(Voter::lastCaughtUp)
            .findFirst()
            .orElse(-1);
    long left =
        voters.stream()
            .filter(voter -> voter.id() != id && voter.lastCaughtUp() >= 0)
            .filter(v -> v.id() == leader || leaderTime - v.lastCaughtUp() < fetchTimeoutMs)
            .count();
    // Two controllers cannot do without either: one that keeps up is all that can be asked for.
    return voters.size() == 2 ? left == 1 : left >= (voters.size() + 2) / 2;
  }
}
