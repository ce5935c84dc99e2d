package dev.strimzidr.lab.image.operator.resource;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.strimzi.api.kafka.model.common.template.PodTemplate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the Pods of StrimziPodSets have in common. */
public final class PodTemplates {
  private static final long GRACE_SECONDS = 30;

  private PodTemplates() {}

  /**
   * A Pod without containers and volumes.
   *
   * @throws Refusal when the user's template asks for more than labels, annotations and the grace
   *     period
   */
  public static PodBuilder stateful(
      Component component,
      String name,
      String set,
      Map<String, String> labels,
      Map<String, String> annotations,
      Optional<? extends PodTemplate> template,
      ContainerImages images) {
    template.ifPresent(PodTemplates::checkImitated);
    Map<String, String> allLabels = new TreeMap<>(labels);
    allLabels.put(Labels.POD_NAME, name);
    allLabels.put(Labels.CONTROLLER, "strimzipodset");
    allLabels.put(Labels.CONTROLLER_NAME, set);
    Map<String, String> allAnnotations = new TreeMap<>(annotations);
    template
        .map(PodTemplate::getMetadata)
        .ifPresent(metadata -> {
          allLabels.putAll(own(metadata.getLabels()));
          allAnnotations.putAll(own(metadata.getAnnotations()));
        });
    Pod pod =
        new PodBuilder()
            .withMetadata(component.metadata(name, allLabels, allAnnotations))
            .withNewSpec()
            .withRestartPolicy("Always")
            .withHostname(name)
            .withAutomountServiceAccountToken(false)
            .withTerminationGracePeriodSeconds(
                template
                    .map(t -> (long) t.getTerminationGracePeriodSeconds())
                    .orElse(GRACE_SECONDS))
            .withImagePullSecrets(images.secrets())
            .withSchedulerName("default-scheduler")
            .endSpec()
            .build();
    pod.getMetadata().setOwnerReferences(null);
    return new PodBuilder(pod);
  }

  private static Map<String, String> own(Map<String, String> given) {
    Map<String, String> values = Objects.requireNonNullElse(given, Map.of());
    var strimzi = values.keySet().stream().filter(key -> key.startsWith(Labels.DOMAIN)).toList();
    if (!strimzi.isEmpty()) {
      throw Refusal.invalidResource(
          "User provided labels or annotations includes a Strimzi annotation: " + strimzi);
    }
    return values;
  }

  private static void checkImitated(PodTemplate template) {
    boolean more =
        Stream.of(
                template.getSecurityContext(),
                template.getAffinity(),
                template.getTolerations(),
                template.getTopologySpreadConstraints(),
                template.getPriorityClassName(),
                template.getSchedulerName(),
                template.getHostAliases(),
                template.getDnsConfig(),
                template.getDnsPolicy(),
                template.getVolumes(),
                template.getImagePullSecrets())
            .anyMatch(Objects::nonNull);
    if (more) {
      throw Refusal.notImitated("a pod template beyond metadata and terminationGracePeriodSeconds");
    }
  }
}
