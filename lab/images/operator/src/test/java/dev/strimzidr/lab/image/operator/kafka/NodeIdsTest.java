package dev.strimzidr.lab.image.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeIdsTest {
  @ParameterizedTest(name = "{0} in use, {1} wanted, next {2}, remove {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # in use  | replicas | next    | remove | desired     | removed | added
          []        | 3        |         |        | [0, 1, 2]   | []      | [0, 1, 2]
          [0, 1, 2] | 3        |         |        | [0, 1, 2]   | []      | []
          [1, 4]    | 4        |         |        | [0, 1, 2, 4]| []      | [0, 2]
          [0, 1, 2] | 1        |         |        | [0]         | [1, 2]  | []
          [0, 1, 2] | 2        |         | [0]    | [1, 2]      | [0]     | []
          [0, 1, 2] | 1        |         | [7, 1] | [0]         | [1, 2]  | []
          []        | 2        | [10-19] |        | [10, 11]    | []      | [10, 11]
          [10]      | 3        | [11-10] |        | [0, 10, 11] | []      | [0, 11]
          []        | 1        | [x]     |        | [0]         | []      | [0]
          """)
  void keepsIdsAndTakesTheLowestFreeOnesUnlessToldOtherwise(
      String inUse,
      int replicas,
      @Nullable String next,
      @Nullable String remove,
      String desired,
      String removed,
      String added) {
    KafkaNodePool pool = pool("a", inUse, replicas);
    pool.getMetadata()
        .setAnnotations(
            Map.of(
                "strimzi.io/next-node-ids", Objects.requireNonNullElse(next, ""),
                "strimzi.io/remove-node-ids", Objects.requireNonNullElse(remove, "")));

    NodeIds ids = assigned("a", pool);

    assertThat(ids.desired()).hasToString(desired);
    assertThat(ids.removed()).hasToString(removed);
    assertThat(ids.added()).hasToString(added);
  }

  @Test
  void noTwoPoolsShareAnId() {
    KafkaNodePool a = pool("a", "[]", 2);
    KafkaNodePool b = pool("b", "[1]", 2);

    assertThat(assigned("a", a, b).desired()).containsExactly(0, 2);
    assertThat(assigned("b", a, b).desired()).containsExactly(1, 3);
  }

  @Test
  void anIdThatTwoPoolsClaimIsRefused() {
    var pools = List.of(pool("a", "[0]", 1), pool("b", "[0]", 1));

    assertThatThrownBy(() -> NodeIds.assign(pools))
        .isInstanceOf(Refusal.class)
        .hasMessage("Found duplicate node ID 0 in node pool b");
  }

  @Test
  void remembersWhoWasABroker() {
    KafkaNodePool pool =
        Yaml.read(
            """
            metadata: {name: a}
            spec: {replicas: 3, roles: [controller]}
            status: {nodeIds: [0, 1], roles: [controller, broker]}
            """,
            KafkaNodePool.class);

    assertThat(assigned("a", pool).formerBrokers()).containsExactly(0, 1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [0, 3, 10-12, 9-7] | [0, 3, 10, 11, 12, 9, 8, 7]
          [ 5 ]              | [5]
          5                  | []
          [a]                | []
          [1, -2]            | []
          """)
  void readsRangesOfIdsAndTakesWhatIsNoneForNothing(String annotation, String ids) {
    assertThat(NodeIdRange.parse(Optional.of(annotation))).hasToString(ids);
  }

  private static NodeIds assigned(String pool, KafkaNodePool... all) {
    return Objects.requireNonNull(NodeIds.assign(List.of(all)).get(pool));
  }

  private static KafkaNodePool pool(String name, String inUse, int replicas) {
    return Yaml.read(
        """
        metadata: {name: %s}
        spec: {replicas: %d, roles: [broker]}
        status: {nodeIds: %s, roles: [broker]}
        """
            .formatted(name, replicas, inUse),
        KafkaNodePool.class);
  }
}
