package dev.strimzidr.lab.image.operator.podset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.Yaml;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodSetPlanTest {
  private static final List<Pod> DESIRED = List.of(pod("a", 1, "", false), pod("b", 1, "", false));

  @Test
  void whatIsMissingIsMade() {
    PodSetPlan plan = PodSetPlan.of(DESIRED, Map.of("a", pod("a", 1, "Running", true)));

    assertThat(plan.create()).extracting(PodSetPlanTest::name).containsExactly("b");
    assertThat(plan.delete()).isEmpty();
    assertThat(plan.status(7).getObservedGeneration()).isEqualTo(7);
    assertThat(plan.status(7).getPods()).isEqualTo(2);
    assertThat(plan.status(7).getReadyPods()).isEqualTo(1);
    assertThat(plan.status(7).getCurrentPods()).isEqualTo(1);
  }

  @Test
  void whatEndedOrDoesNotBelongGoes() {
    PodSetPlan plan =
        PodSetPlan.of(
            DESIRED,
            Map.of(
                "a", pod("a", 1, "Failed", false),
                "b", pod("b", 1, "Running", true),
                "c", pod("c", 1, "Running", true)));

    assertThat(plan.delete()).extracting(PodSetPlanTest::name).containsExactly("a", "c");
    assertThat(plan.pods()).isEqualTo(3);
  }

  @Test
  void anOldRevisionIsNotCurrentAndLeftToWhoRolls() {
    PodSetPlan plan =
        PodSetPlan.of(
            DESIRED, Map.of("a", pod("a", 0, "Running", true), "b", pod("b", 1, "Running", true)));

    assertThat(plan.create()).isEmpty();
    assertThat(plan.delete()).isEmpty();
    assertThat(plan.current()).isEqualTo(1);
    assertThat(plan.ready()).isEqualTo(2);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static Pod pod(String name, int revision, String phase, boolean ready) {
    return Yaml.read(
        """
        metadata: {name: %s, annotations: {strimzi.io/revision: "%d"}}
        spec: {containers: []}
        status: {phase: "%s", conditions: [{type: Ready, status: "%s"}]}
        """
            .formatted(name, revision, phase, ready ? "True" : "False"),
        Pod.class);
  }
}
