package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupMoveTest {
  @Test
  void aKindThatIsNotKnownStopsTheMove() {
    assertThat(group(GroupKind.UNKNOWN, null, List.of()).problems(List.of()))
        .containsExactly(
            "group g is of a kind that is not known here, so nobody can say where it stands (mirror_groups_exclude leaves it out)");
    assertThat(group(GroupKind.CLASSIC, GroupKind.UNKNOWN, List.of()).problems(List.of()))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSIC, CONSUMER, true",
    "CONSUMER, CLASSIC, true",
    "STREAMS, CLASSIC, true",
    "STREAMS, STREAMS, true",
    "SHARE, SHARE, true",
    "STREAMS, CONSUMER, false",
    "CLASSIC, STREAMS, false",
    "CONSUMER, SHARE, false",
    "SHARE, CLASSIC, false"
  })
  void aGroupFollowsOneOfItsKind(GroupKind source, GroupKind target, boolean follows) {
    assertThat(group(source, target, List.of()).problems(List.of()).isEmpty()).isEqualTo(follows);
  }

  @Test
  void whatIsNearIsRefusedUnlessItIsAccepted() {
    GroupMove near = group(GroupKind.CLASSIC, null, List.of(move(new Placement.Near(1001, 2))));
    assertThat(near.problems(List.of()))
        .containsExactly(
            "group g, t-0: compaction has taken different records at the two sites, up to 2 would be read again (accept: near)");
    assertThat(near.problems(List.of("near"))).isEmpty();
  }

  private static PartitionMove move(Placement.Placed placed) {
    return new PartitionMove(
        new TopicPartition("t", 0), GroupPositions.Position.at(1), null, placed);
  }

  private static GroupMove group(
      GroupKind source, @Nullable GroupKind target, List<PartitionMove> moves) {
    return new GroupMove(
        "g",
        source,
        target == null ? null : new GroupPositions.Group(target, "Empty", Map.of()),
        moves);
  }
}
