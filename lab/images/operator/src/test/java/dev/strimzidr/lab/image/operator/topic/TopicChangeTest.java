package dev.strimzidr.lab.image.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicChangeTest {
  private static final TopicState STATE =
      new TopicState(
          "id",
          Map.of(0, 1, 1, 1, 2, 1),
          Map.of("retention.ms", "5", "cleanup.policy", "delete"),
          Set.of("retention.ms"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # spec                                               | set              | unset          | partitions
          {config: {retention.ms: 5}}                          | {}               | []             |
          {config: {retention.ms: 7}}                          | {retention.ms=7} | []             |
          {config: {}}                                         | {}               | [retention.ms] |
          {config: {retention.ms: 5, cleanup.policy: delete}}  | {}               | []             |
          {config: {retention.ms: 5, cleanup.policy: [compact, delete]}} | {cleanup.policy=compact,delete} | [] |
          {config: {retention.ms: 5}, partitions: 3}           | {}               | []             |
          {config: {retention.ms: 5}, partitions: 4}           | {}               | []             | 4
          """)
  void changesOnlyWhatDiffers(String spec, String set, String unset, @Nullable Integer partitions) {
    TopicChange change = TopicChange.between(STATE, spec(spec));

    assertThat(change.set()).hasToString(set);
    assertThat(change.unset()).hasToString(unset);
    assertThat(change.partitions()).isEqualTo(Optional.ofNullable(partitions));
    assertThat(change.refusal()).isEmpty();
    assertThat(change.changesConfig()).isEqualTo(!set.equals("{}") || !unset.equals("[]"));
  }

  @Test
  void partitionsDoNotBecomeFewer() {
    assertThat(TopicChange.between(STATE, spec("{partitions: 2}")).refusal().orElseThrow())
        .hasMessage("Decreasing partitions not supported")
        .extracting(Refusal::reason)
        .isEqualTo("NotSupported");
  }

  @Test
  void aRefusedFactorNamesThePartitions() {
    var mixed = new TopicState("id", Map.of(0, 1, 1, 2, 2, 1), Map.of(), Set.of());

    assertThat(TopicChange.otherReplicas(STATE, 2))
        .hasMessage(
            "Replication factor change not supported, but required for partitions [0, 1, 2]");
    assertThat(TopicChange.otherReplicas(mixed, 2)).hasMessageEndingWith("[0, 2]");
    assertThat(STATE.differsIn(2)).isTrue();
    assertThat(STATE.differsIn(1)).isFalse();
    assertThat(mixed.differsIn(2)).isFalse();
  }

  @Test
  void aTopicCanHaveAnotherNameThanItsResource() {
    assertThat(spec("{topicName: Other_Name}").name()).isEqualTo("Other_Name");
    assertThat(spec("{}").name()).isEqualTo("t");
  }

  @Test
  void anOptionThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> spec("{config: {retention.ms: {a: b}}}"))
        .hasMessage(
            "io.strimzi.operator.common.model.InvalidResourceException: Invalid value for topic"
                + " config 'retention.ms': {a=b}");
  }

  private static TopicSpec spec(String yaml) {
    return TopicSpec.of(
        Yaml.read("{metadata: {name: t}, spec: %s}".formatted(yaml), KafkaTopic.class));
  }
}
