package dev.strimzidr.lab.image.operator.kafka.roll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  private static final long FETCH_TIMEOUT_MS = 2_000;

  @ParameterizedTest(name = "leader {0} of {1}, restart of {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # leader | last caught up, by id | restart of | allowed
          0        | 9000                  | 0          | true
          -1       | 9000                  | 0          | false
          0        | 9000 9000 9000        | 2          | true
          0        | 9000 9000 9000        | 0          | true
          0        | 9000 9000 5000        | 1          | false
          0        | 9000 9000 5000        | 2          | true
          0        | 9000 7001 -1          | 2          | true
          0        | 9000 7000 -1          | 2          | false
          0        | 9000 9000             | 1          | true
          0        | 9000 5000             | 0          | false
          0        | 9000 9000 5000 5000 9000 | 4       | false
          0        | 9000 9000 9000 5000 9000 | 4       | true
          """)
  void aControllerRestartsOnlyIfTheOthersHoldTheQuorum(
      int leader, String lastCaughtUp, int restarted, boolean allowed) {
    List<Quorum.Voter> voters = new ArrayList<>();
    for (String time : lastCaughtUp.split(" ", -1)) {
      voters.add(new Quorum.Voter(voters.size(), Long.parseLong(time)));
    }

    assertThat(new Quorum(leader, voters).allowsRestartOf(restarted, FETCH_TIMEOUT_MS))
        .isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0} replicas, {1} in sync, {2} needed: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # replicas | in sync | min | suffers from broker 1
          3          | 3       | 2   | false
          3          | 2       | 2   | true
          3          | 1       | 2   | true
          1          | 1       | 1   | false
          2          | 2       | 2   | false
          """)
  void aPartitionSuffersWhenItCannotBeWrittenWithoutTheBroker(
      int replicas, int inSync, int min, boolean suffers) {
    assertThat(new Partition(first(replicas), first(inSync), min).suffersFrom(1))
        .isEqualTo(suffers);
  }

  @Test
  void aPartitionDoesNotSufferFromABrokerThatHasNoneOfIt() {
    assertThat(new Partition(Set.of(1, 2, 3), Set.of(1, 2), 2).suffersFrom(4)).isFalse();
    assertThat(new Partition(Set.of(1, 2, 3), Set.of(2, 3), 2).suffersFrom(1)).isFalse();
  }

  private static Set<Integer> first(int brokers) {
    Set<Integer> ids = new TreeSet<>();
    for (int id = 1; id <= brokers; id++) {
      ids.add(id);
    }
    return ids;
  }
}
