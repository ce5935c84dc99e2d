package dev.strimzidr.lab.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodStatusesTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant T1 = Instant.parse("2026-01-01T00:01:00Z");
  private static final ContainerState CREATING =
      new ContainerState.Waiting("ContainerCreating", "");
  private static final ContainerState RUNNING = new ContainerState.Running(T0);
  private static final ContainerState.Terminated FAILED =
      new ContainerState.Terminated(1, "Error", T0, T1);
  private static final ContainerState.Terminated DONE =
      new ContainerState.Terminated(0, "Completed", T0, T1);

  static Stream<Arguments> phases() {
    var crash = new ContainerState.Waiting("CrashLoopBackOff", "back-off");
    return Stream.of(
        Arguments.of("Always", "Pending", List.of(view(CREATING, null, false))),
        Arguments.of("Always", "Running", List.of(view(RUNNING, null, false))),
        Arguments.of(
            "Always", "Running", List.of(view(RUNNING, null, true), view(CREATING, null, false))),
        Arguments.of("Always", "Running", List.of(view(crash, FAILED, false))),
        Arguments.of("Always", "Running", List.of(view(FAILED, FAILED, false))),
        Arguments.of("Never", "Failed", List.of(view(FAILED, FAILED, false))),
        Arguments.of("Never", "Succeeded", List.of(view(DONE, DONE, false))));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void thePhaseFollowsFromTheContainers(
      String restartPolicy, String phase, List<ContainerView> containers) {
    assertThat(status(pod(restartPolicy), containers, T0).getPhase()).isEqualTo(phase);
  }

  @Test
  void aPodIsReadyWhenAllItsContainersAre() {
    PodStatus half =
        status(pod("Always"), List.of(view(RUNNING, null, true), view(RUNNING, null, false)), T0);
    PodStatus whole = status(pod("Always"), List.of(view(RUNNING, null, true)), T0);

    assertThat(condition(half, "Ready").getStatus()).isEqualTo("False");
    assertThat(condition(half, "Ready").getReason()).isEqualTo("ContainersNotReady");
    assertThat(condition(half, "Ready").getMessage())
        .isEqualTo("containers with unready status: [kafka]");
    assertThat(condition(whole, "Ready").getStatus()).isEqualTo("True");
    assertThat(condition(whole, "ContainersReady").getStatus()).isEqualTo("True");
  }

  @Test
  void aConditionRemembersSinceWhenItHolds() {
    Pod pod = pod("Always");
    pod.setStatus(status(pod, List.of(view(RUNNING, null, true)), T0));

    PodStatus same = status(pod, List.of(view(RUNNING, null, true)), T1);
    PodStatus other = status(pod, List.of(view(RUNNING, null, false)), T1);

    assertThat(condition(same, "Ready").getLastTransitionTime()).isEqualTo(T0.toString());
    assertThat(condition(other, "Ready").getLastTransitionTime()).isEqualTo(T1.toString());
    assertThat(PodStatuses.readinessDiffers(pod, same)).isFalse();
    assertThat(PodStatuses.readinessDiffers(pod, other)).isTrue();
  }

  @Test
  void conditionsOfOthersStay() {
    Pod pod =
        new PodBuilder(pod("Always"))
            .withNewStatus()
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();

    PodStatus status = status(pod, List.of(view(RUNNING, null, true)), T0);

    assertThat(condition(status, "DisruptionTarget").getStatus()).isEqualTo("True");
  }

  private static PodStatus status(Pod pod, List<ContainerView> containers, Instant now) {
    return PodStatuses.of(pod, containers, true, "198.18.0.9", "198.18.0.1", now);
  }

  private static PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(c -> type.equals(c.getType()))
        .findFirst()
        .orElseThrow();
  }

  private static ContainerView view(
      ContainerState state, ContainerState.@Nullable Terminated last, boolean ready) {
    return new ContainerView("kafka", "x/kafka", state, last, last == null ? 0 : 1, ready, ready);
  }

  private static Pod pod(String restartPolicy) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p")
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy(restartPolicy)
        .endSpec()
        .build();
  }
}
