package dev.strimzidr.lab.image.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.image.operator.Recordings.Recorded;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What there is in the namespace of the Kafka clusters. */
record Live(KubernetesClient client) {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Waits until a resource is as it was recorded. */
  void awaitAsRecorded(Recorded recorded) {
    String expected = Normal.text(recorded.made());
    await()
        .atMost(recorded.isGiven() ? OperatorSite.DEADLINE : SOON)
        .untilAsserted(() -> assertThat(text(recorded)).isEqualTo(expected));
  }

  /** Waits until a resource of Strimzi's has this condition and no other. */
  void awaitCondition(String kind, String name, Map<String, String> condition) {
    await(kind + " " + name)
        .atMost(OperatorSite.DEADLINE)
        .untilAsserted(() -> assertThat(conditions(kind, name)).containsExactly(condition));
  }

  private String text(Recorded recorded) {
    var found = find(recorded.apiVersion(), recorded.kind(), recorded.name());
    if (found != null && recorded.isGiven()) {
      found.getAdditionalProperties().remove("spec");
    }
    return found == null ? "" : Normal.of(found);
  }

  /** The conditions of a resource, without their times. */
  private List<Map<String, String>> conditions(String kind, String name) {
    var found = Objects.requireNonNull(find("kafka.strimzi.io/v1", kind, name));
    List<Map<String, String>> conditions = found.get("status", "conditions");
    return Objects.requireNonNullElse(conditions, List.<Map<String, String>>of()).stream()
        .map(condition -> {
          Map<String, String> timeless = new HashMap<>(condition);
          timeless.remove("lastTransitionTime");
          return timeless;
        })
        .toList();
  }

  private @Nullable GenericKubernetesResource find(String apiVersion, String kind, String name) {
    return client
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(OperatorSite.NAMESPACE)
        .withName(name)
        .get();
  }
}
