package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1000);
  private static final TopicPartition A = new TopicPartition("t", 0);
  private static final TopicPartition B = new TopicPartition("t", 1);
  private static final TopicPartition EMPTY = new TopicPartition("t", 2);
  private static final TopicPartition OTHER = new TopicPartition("not-mirrored", 0);

  /** Both logs end with the same record: A with 200 of them, B with 50. */
  private static final Map<TopicPartition, Lag.Partition> MIRRORED =
      Map.of(A, partition(A, 200), B, partition(B, 50), EMPTY, partition(EMPTY, 0));

  private static final Map<TopicPartition, Long> TARGET_ENDS = Map.of(A, 200L, B, 50L, EMPTY, 0L);

  @Test
  void aTranslationThatIsOffShowsAlthoughTheCheckpointIsOfTheNewestCommit() {
    Map<String, @Nullable Object> group =
        group(
            Map.of(A, 45L, B, 50L),
            Map.of(
                A, new Checkpoints.Written(45, 1, "", 990_000),
                B, new Checkpoints.Written(50, 50, "", 970_000)));

    assertThat(group)
        .containsEntry("partitions", 2)
        .containsEntry("without_checkpoint", 0L)
        .containsEntry("would_repeat", 44L)
        .containsEntry("oldest_checkpoint_seconds", 30.0)
        .containsEntry("kind", "consumer")
        .containsEntry("state_at_source", "Stable")
        .containsEntry("state_at_target", null);
    assertThat(String.valueOf(group.get("worst")))
        .startsWith("[{topic=t, partition=0, source=45, target=null, checkpoint_source=45")
        .contains("would_repeat=44");
  }

  @Test
  void whatWasCommittedAfterTheCheckpointWouldBeReadAgain() {
    assertThat(group(Map.of(A, 100L), Map.of(A, new Checkpoints.Written(70, 70, "", 990_000))))
        .containsEntry("would_repeat", 30L);
  }

  @Test
  void aPartitionWithoutACheckpointMakesTheAnswerUnknown() {
    assertThat(group(Map.of(A, 100L, B, 50L), Map.of(A, new Checkpoints.Written(100, 100, "", 0))))
        .containsEntry("without_checkpoint", 1L)
        .containsEntry("would_repeat", null);
  }

  @Test
  void inAPartitionWithoutRecordsThereIsNothingToRepeat() {
    assertThat(group(Map.of(EMPTY, 0L), Map.of())).containsEntry("would_repeat", 0L);
  }

  @Test
  void aGroupThatNeverCommittedHasNothingToCarry() {
    assertThat(group(Map.of(), Map.of()))
        .containsEntry("partitions", 0)
        .containsEntry("would_repeat", 0L)
        .containsEntry("oldest_checkpoint_seconds", null);
  }

  @Test
  void positionsInTopicsThatAreNotMirroredAreLeftOut() {
    assertThat(group(Map.of(OTHER, 5L), Map.of())).containsEntry("partitions", 0);
  }

  private static Lag.Partition partition(TopicPartition partition, long end) {
    return new Lag.Partition(
        partition,
        0,
        end,
        end,
        end == 0 ? OptionalLong.empty() : OptionalLong.of(end - 1),
        new Oldest.Unknown(),
        Optional.empty());
  }

  private static Map<String, @Nullable Object> group(
      Map<TopicPartition, Long> positions, Map<TopicPartition, Checkpoints.Written> checkpoints) {
    Map<TopicPartition, GroupPositions.Position> at = new HashMap<>();
    positions.forEach((partition, offset) -> at.put(partition, GroupPositions.Position.at(offset)));
    Map<Checkpoints.Key, Checkpoints.Written> written = new HashMap<>();
    checkpoints.forEach(
        (partition, checkpoint) -> written.put(new Checkpoints.Key("g", partition), checkpoint));
    List<Map<String, @Nullable Object>> documents =
        new Groups(
                new GroupPositions(
                    Map.of("g", new GroupPositions.Group(GroupKind.CONSUMER, "Stable", at))),
                new GroupPositions(Map.of()),
                written,
                MIRRORED,
                TARGET_ENDS,
                NOW)
            .documents();
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }
}
