package dev.strimzidr.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RollingHashTest {
  @Test
  void theHashOfAPartFollowsFromThatOfTheWhole() {
    long[] prints = {5, -7, Long.MIN_VALUE, 0, 11};
    long whole = 0;
    for (long print : prints) {
      whole = RollingHash.append(whole, print);
    }
    long first = RollingHash.append(RollingHash.append(0, 5), -7);
    long last = RollingHash.append(RollingHash.append(RollingHash.append(0, prints[2]), 0), 11);
    assertThat(RollingHash.suffix(whole, first, 3)).isEqualTo(last);
    assertThat(RollingHash.dropLast(RollingHash.append(first, 99), 99)).isEqualTo(first);
  }
}
