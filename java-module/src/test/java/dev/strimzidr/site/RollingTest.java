package dev.strimzidr.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollingTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String OLD = "2026-11-20T12:00:00Z";
  private static final Map<String, String> GENERATIONS =
      Map.of("strimzi.io/cluster-ca-cert-generation", "1");

  @Test
  void nothingIsPendingWhenEachPodIsAsItsSetWantsIt() {
    Rolling steady = rolling(set(3, 3, "r"), pod("r", "1", OLD, "True"));
    assertThat(steady.pending()).isEmpty();
    assertThat(steady.broken()).isEmpty();
  }

  @Test
  void aRenewedAuthorityIsPendingBeforeTheOperatorHasSeenIt() {
    assertThat(rolling(set(3, 3, "r"), pod("r", "0", OLD, "True")).pending())
        .containsExactly(
            "Pod c-dual-0 is to be replaced: it has generation 0 of cluster-ca-cert-generation, the Secret has 1");
  }

  @Test
  void anOldRevisionAndASetThatHasJustChangedArePending() {
    assertThat(rolling(set(4, 3, "new"), pod("old", "1", OLD, "True")).pending())
        .containsExactly(
            "StrimziPodSet c-dual has just changed",
            "Pod c-dual-0 is to be replaced: it has an old revision");
  }

  @Test
  void theLastPodOfARollIsPendingUntilItIsReady() {
    Rolling last = rolling(set(3, 3, "r"), pod("r", "1", "2026-11-24T11:59:00Z", "False"));
    assertThat(last.pending()).containsExactly("Pod c-dual-0 is starting");
    assertThat(last.broken()).isEmpty();
  }

  @Test
  void aPodThatHasNotBeenReadyForLongIsBrokenAndNotRolling() {
    Rolling dead = rolling(set(3, 3, "r"), pod("r", "1", OLD, "False"));
    assertThat(dead.pending()).isEmpty();
    assertThat(dead.broken()).containsExactly("Pod c-dual-0 is not ready");
  }

  private static Rolling rolling(JsonNode set, JsonNode pod) {
    return new Rolling(List.of(set), List.of(pod), GENERATIONS, NOW);
  }

  private static JsonNode set(int generation, int observed, String revision) {
    return json(
        """
        {"metadata": {"name": "c-dual", "generation": %d}, "status": {"observedGeneration": %d},
         "spec": {"pods": [{"metadata": {"name": "c-dual-0", "annotations": {"strimzi.io/revision": "%s"}}}]}}
        """
            .formatted(generation, observed, revision));
  }

  private static JsonNode pod(String revision, String generation, String created, String ready) {
    return json(
        """
        {"metadata": {"name": "c-dual-0", "creationTimestamp": "%s",
          "annotations": {"strimzi.io/revision": "%s", "strimzi.io/cluster-ca-cert-generation": "%s"}},
         "status": {"conditions": [{"type": "Ready", "status": "%s"}]}}
        """
            .formatted(created, revision, generation, ready));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
