package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.ContainerImages;
import dev.strimzidr.lab.image.operator.resource.EnvironmentVariables;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import dev.strimzidr.lab.image.operator.resource.PodTemplates;
import dev.strimzidr.lab.image.operator.resource.Probes;
import dev.strimzidr.lab.image.operator.resource.Selectors;
import dev.strimzidr.lab.image.operator.resource.Volumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.strimzi.api.kafka.model.common.JvmOptions;
import io.strimzi.api.kafka.model.connect.KafkaConnectTemplate;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2Resources;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.podset.StrimziPodSetBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workers of a mirror. */
public record MirrorPods(MirrorPlan plan, ContainerImages images) {
  private static final int PROBE_DELAY_SECONDS = 60;
  private static final int HEAP_PERCENTAGE = 75;
  private static final String CONFIG_VOLUME = "kafka-connect-configurations";

  /**
   * The set with all workers.
   *
   * @param annotations what each Pod is marked with: hashes of what it was started with
   */
  public StrimziPodSet set(Map<String, String> annotations) {
    Component component = plan.component();
    Map<String, String> selector = new LinkedHashMap<>(component.selector());
    selector.put(Labels.CONTROLLER, "strimzipodset");
    selector.put(Labels.CONTROLLER_NAME, component.name());
    return new StrimziPodSetBuilder()
        .withMetadata(component.metadata(component.name()))
        .withNewSpec()
        .withSelector(Selectors.matching(selector))
        .withPods(
            IntStream.range(0, plan.replicas())
                .mapToObj(number -> pod(number, annotations))
                .map(PodSets::withRevisions)
                .map(PodSets::toMap)
                .toList())
        .endSpec()
        .build();
  }

  private Pod pod(int number, Map<String, String> annotations) {
    Component component = plan.component();
    String set = component.name();
    return PodTemplates.stateful(
            component,
            set + "-" + number,
            set,
            Map.of(),
            annotations,
            template().map(KafkaConnectTemplate::getPod),
            images)
        .editSpec()
        .withSubdomain(set)
        .withServiceAccountName(set)
        .withContainers(container())
        .withVolumes(
            Volumes.accountToken(),
            Volumes.inMemory("strimzi-tmp", "5Mi"),
            Volumes.configMap(CONFIG_VOLUME, KafkaMirrorMaker2Resources.configMapName(plan.name())))
        .endSpec()
        .build();
  }

  private Container container() {
    var spec = plan.resource().getSpec();
    return new ContainerBuilder()
        .withName(plan.component().name())
        .withImage(plan.image())
        .withImagePullPolicy(images.pullPolicy(plan.image()))
        .withArgs("/opt/kafka/kafka_connect_run.sh")
        .withEnv(environment())
        .addNewPort()
        .withName("rest-api")
        .withContainerPort(MirrorPlan.REST_PORT)
        .withProtocol("TCP")
        .endPort()
        .withResources(spec.getResources())
        .withVolumeMounts(
            Volumes.accountTokenMount(),
            Volumes.mount("strimzi-tmp", "/tmp"),
            Volumes.mount(CONFIG_VOLUME, "/opt/kafka/custom-config/"))
        .withLivenessProbe(
            Probes.http(
                    Probes.options(spec.getLivenessProbe(), PROBE_DELAY_SECONDS),
                    "/health",
                    "rest-api")
                .build())
        .withReadinessProbe(
            Probes.http(
                    Probes.options(spec.getReadinessProbe(), PROBE_DELAY_SECONDS),
                    "/health",
                    "rest-api")
                .build())
        .build();
  }

  private List<EnvVar> environment() {
    var spec = plan.resource().getSpec();
    JvmOptions jvm = Objects.requireNonNullElseGet(spec.getJvmOptions(), JvmOptions::new);
    String clusters =
        plan.clusters().stream().map(MirrorCluster::alias).collect(Collectors.joining(";"));
    return new EnvironmentVariables()
        .with("KAFKA_CONNECT_JMX_EXPORTER_ENABLED", "false")
        .with("STRIMZI_KAFKA_GC_LOG_ENABLED", Boolean.toString(jvm.isGcLoggingEnabled()))
        .withKafkaJvm(jvm, spec.getResources(), HEAP_PERCENTAGE, 0)
        .withTemplate(template().map(KafkaConnectTemplate::getConnectContainer).orElse(null))
        .with("KAFKA_MIRRORMAKER_2_CLUSTERS", clusters)
        .list();
  }

  private Optional<KafkaConnectTemplate> template() {
    return Optional.ofNullable(plan.resource().getSpec().getTemplate());
  }
}
