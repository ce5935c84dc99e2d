package dev.strimzidr.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {
  @ParameterizedTest(name = "leader {0}, {1} of {2} in sync, {3} asked for: {4}")
  @CsvSource({
    "true, 3, 3, 2, passes",
    "true, 2, 3, 2, passes",
    "true, 1, 3, 2, 'asks for 2 replicas in sync, and fewer are for the partitions (with how many) 0 (1)'",
    "true, 1, 1, 2, passes",
    "false, 0, 3, 2, 'has no leader for its partitions [0]'"
  })
  void passesWhatTakesWrites(
      boolean leader, int inSync, int replicas, int leastInSync, String verdict) {
    TopicPartitionInfo partition =
        new TopicPartitionInfo(
            0, leader ? new Node(0, "h", 1) : null, nodes(replicas), nodes(inSync));

    String said = "passes";
    try {
      TopicCheck.check(new TopicDescription("t", false, List.of(partition)), leastInSync);
    } catch (ModuleFailure failure) {
      assertThat(failure.reason().word()).isEqualTo("unavailable");
      said = failure.message();
    }

    assertThat(said).contains(verdict);
  }

  private static List<Node> nodes(int count) {
    List<Node> nodes = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      nodes.add(new Node(id, "h", 1));
    }
    return nodes;
  }
}
