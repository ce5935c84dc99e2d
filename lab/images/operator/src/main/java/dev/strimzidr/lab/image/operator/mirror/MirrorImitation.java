package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.ExternalLogging;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses what Strimzi serves in a mirror and the lab does not. */
final class MirrorImitation {
  private MirrorImitation() {}

  /**
   * Looks at every field that is not served.
   *
   * @throws Refusal naming the first field that is not imitated
   */
  static void check(KafkaMirrorMaker2 mirror) {
    var spec = mirror.getSpec();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rack", spec.getRack());
    fields.put("clientRackInitImage", spec.getClientRackInitImage());
    fields.put("jmxOptions", spec.getJmxOptions());
    fields.put("metricsConfig", spec.getMetricsConfig());
    fields.put("tracing", spec.getTracing());
    fields.put(
        "logging of type external", spec.getLogging() instanceof ExternalLogging e ? e : null);
    Optional.ofNullable(spec.getTemplate())
        .ifPresent(template -> {
          fields.put("template.podSet", template.getPodSet());
          fields.put("template.apiService", template.getApiService());
          fields.put("template.headlessService", template.getHeadlessService());
          fields.put("template.podDisruptionBudget", template.getPodDisruptionBudget());
          fields.put("template.serviceAccount", template.getServiceAccount());
          fields.put("template.initContainer", template.getInitContainer());
        });
    fields.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .findFirst()
        .ifPresent(field -> {
          throw Refusal.notImitated("KafkaMirrorMaker2.spec." + field.getKey());
        });
  }
}
