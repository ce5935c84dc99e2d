package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientsAtWorkTest {
  @Test
  void nobodyIsAtWorkWhereGroupsAreEmptyAndNothingWasWritten() {
    assertThat(busy(List.of(group("a", "Empty"), group("b", "Dead")), List.of(newest("t", 60.0))))
        .isEmpty();
  }

  @Test
  void aGroupWithMembersIsAtWorkAndOneOfAnUnknownStateToo() {
    Map<String, Object> unknown = new HashMap<>(group("b", "Stable"));
    unknown.put("state_at_source", null);

    assertThat(busy(List.of(group("a", "Stable"), unknown), List.of()))
        .containsExactly("group a has members", "group b has members");
  }

  @Test
  void aTopicThatWasJustWrittenToIsInUseButNotTheProbesOwn() {
    assertThat(busy(List.of(), List.of(newest("t", 59.9), newest("own", 0.1))))
        .containsExactly("t was written to 59.9 s ago");
  }

  @Test
  void whatIsNotKnownIsAtWork() {
    assertThat(
            ClientsAtWork.of(
                Map.of("found", false, "lag", Map.of("why", "no mirror")), 60, Set.of()))
        .containsExactly("it cannot be known: no mirror");
    assertThat(ClientsAtWork.of(Map.of("groups", List.of()), 60, Set.of()))
        .containsExactly("it cannot be known: the mirror cannot be looked at");
  }

  private static List<String> busy(List<?> groups, List<?> newest) {
    return ClientsAtWork.of(Map.of("groups", groups, "newest_records", newest), 60, Set.of("own"));
  }

  private static Map<String, Object> group(String name, String state) {
    return Map.of("group", name, "state_at_source", state);
  }

  private static Map<String, Object> newest(String topic, double seconds) {
    return Map.of("topic", topic, "seconds", seconds);
  }
}
