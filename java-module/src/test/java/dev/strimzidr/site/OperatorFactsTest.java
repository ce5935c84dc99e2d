package dev.strimzidr.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorFactsTest {
  @ParameterizedTest(name = "paused {0}, {1} of 1 Pods: {2}")
  @CsvSource({
    "false, 1, ready, true, ''",
    "false, 0, not_ready, false, 0 of 1 Pods are available",
    "true, 1, paused, false, 'so a change to it is not rolled out'",
    "true, 0, paused, false, 'so no Pod of it runs'"
  })
  void saysHowItIs(boolean paused, int available, String state, boolean ready, String why)
      throws Exception {
    JsonNode deployment =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {generation: 2}
                spec:
                  paused: %s
                  replicas: 1
                  template: {spec: {containers: [{image: "operator:1.2.0"}]}}
                status: {observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: %d}
                """
                    .formatted(paused, available));

    Map<String, @Nullable Object> facts = OperatorFacts.of("n", Optional.of(deployment));

    assertThat(facts)
        .containsEntry("state", state)
        .containsEntry("ready", ready)
        .containsEntry("paused", paused)
        .containsEntry("replicas_available", available)
        .containsEntry("image", "operator:1.2.0");
    assertThat(String.valueOf(facts.get("why"))).contains(why);
  }

  @Test
  void oneThatIsScaledToNoPodIsNotReady() throws Exception {
    JsonNode deployment =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                """
                metadata: {generation: 2}
                spec: {replicas: 0, template: {spec: {containers: [{image: "operator:1.2.0"}]}}}
                status: {observedGeneration: 2}
                """);

    assertThat(OperatorFacts.of("n", Optional.of(deployment)))
        .containsEntry("state", "not_ready")
        .containsEntry("ready", false)
        .containsEntry("why", "its Deployment is scaled to 0, so no Pod of it runs: scale it up");
  }

  @Test
  void oneThatIsNotThereIsAnAnswer() {
    assertThat(OperatorFacts.of("n", Optional.empty()))
        .containsEntry("state", "not_deployed")
        .containsEntry("ready", false);
  }
}
