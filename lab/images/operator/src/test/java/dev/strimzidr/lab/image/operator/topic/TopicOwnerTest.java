package dev.strimzidr.lab.image.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicOwnerTest {
  private static final KafkaTopic OLD = topic("old", 1, false);
  private static final KafkaTopic NEW = topic("new", 2, false);

  @Test
  void theOldestHasTheTopic() {
    var both = List.of(NEW, OLD);

    assertThat(TopicOwner.conflict(OLD, both)).isEmpty();
    assertThat(TopicOwner.conflict(NEW, both).map(Refusal::getMessage))
        .contains("Managed by Ref{namespace='ns', name='old'}");
    assertThat(TopicOwner.conflict(NEW, both).map(Refusal::reason)).contains("ResourceConflict");
  }

  @Test
  void ofTwoOfTheSameAgeTheOneThatHasItKeepsIt() {
    var ready = topic("z", 1, true);
    var both = List.of(OLD, ready);

    assertThat(TopicOwner.conflict(ready, both)).isEmpty();
    assertThat(TopicOwner.conflict(OLD, both)).isPresent();
  }

  @Test
  void ofTwoOfTheSameAgeNeitherHasItWhenNobodyCanTell() {
    var other = topic("other", 1, false);
    var both = List.of(OLD, other);

    assertThat(TopicOwner.conflict(OLD, both)).isPresent();
    assertThat(TopicOwner.conflict(other, both)).isPresent();
  }

  @Test
  void aloneThereIsNoConflict() {
    assertThat(TopicOwner.conflict(OLD, List.of(OLD))).isEqualTo(Optional.empty());
  }

  private static KafkaTopic topic(String name, int second, boolean ready) {
    return Yaml.read(
        """
        metadata: {name: %s, namespace: ns, creationTimestamp: "2026-01-01T00:00:0%dZ"}
        spec: {topicName: t}
        status: {conditions: [{type: Ready, status: "%s"}]}
        """
            .formatted(name, second, ready ? "True" : "False"),
        KafkaTopic.class);
  }
}
