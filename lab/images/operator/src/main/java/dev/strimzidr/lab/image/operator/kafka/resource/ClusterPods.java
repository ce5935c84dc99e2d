package dev.strimzidr.lab.image.operator.kafka.resource;

import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Listeners;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.kafka.Storages;
import dev.strimzidr.lab.image.operator.resource.ContainerImages;
import dev.strimzidr.lab.image.operator.resource.EnvironmentVariables;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.PodTemplates;
import dev.strimzidr.lab.image.operator.resource.Probes;
import dev.strimzidr.lab.image.operator.resource.Volumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.strimzi.api.kafka.model.common.JvmOptions;
import io.strimzi.api.kafka.model.kafka.EphemeralStorage;
import io.strimzi.api.kafka.model.kafka.KafkaClusterTemplate;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Pod of a Kafka node. */
final class ClusterPods {
  private static final int PROBE_DELAY_SECONDS = 15;
  private static final int HEAP_PERCENTAGE = 50;
  private static final long HEAP_LIMIT = 5L << 30;

  private ClusterPods() {}

  static Pod of(
      Cluster cluster,
      Pool pool,
      Node node,
      ContainerImages images,
      Map<String, String> annotations) {
    Map<String, String> labels =
        Map.of(
            Labels.BROKER_ROLE, Boolean.toString(node.broker()),
            Labels.CONTROLLER_ROLE, Boolean.toString(node.controller()));
    var securityContext =
        Storages.hasPersistent(pool.storage())
            ? new PodSecurityContextBuilder().withFsGroup(0L).build()
            : null;
    var clusterTemplate =
        Optional.ofNullable(cluster.spec().getTemplate()).map(KafkaClusterTemplate::getPod);
    var template =
        Optional.ofNullable(pool.resource().getSpec().getTemplate())
            .map(KafkaNodePoolTemplate::getPod)
            .or(() -> clusterTemplate);
    return PodTemplates.stateful(
            pool.component(), node.podName(), pool.setName(), labels, annotations, template, images)
        .editSpec()
        .withSubdomain(KafkaResources.brokersServiceName(cluster.name()))
        .withServiceAccountName(cluster.component().name())
        .withContainers(container(cluster, pool, node, images))
        .withVolumes(volumes(pool, node))
        .withSecurityContext(securityContext)
        .endSpec()
        .build();
  }

  private static Container container(
      Cluster cluster, Pool pool, Node node, ContainerImages images) {
    var spec = cluster.spec();
    return new ContainerBuilder()
        .withName("kafka")
        .withImage(cluster.image())
        .withImagePullPolicy(images.pullPolicy(cluster.image()))
        .withArgs("/opt/kafka/kafka_run.sh")
        .withEnv(environment(cluster, pool))
        .withPorts(ports(cluster, node))
        .withResources(pool.resource().getSpec().getResources())
        .withVolumeMounts(mounts(pool))
        .withLivenessProbe(
            Probes.options(spec.getLivenessProbe(), PROBE_DELAY_SECONDS)
                .withNewExec()
                .withCommand("/opt/kafka/kafka_liveness.sh")
                .endExec()
                .build())
        .withReadinessProbe(
            Probes.options(spec.getReadinessProbe(), PROBE_DELAY_SECONDS)
                .withNewExec()
                .withCommand("/opt/kafka/kafka_readiness.sh")
                .endExec()
                .build())
        .build();
  }

  private static List<EnvVar> environment(Cluster cluster, Pool pool) {
    var spec = pool.resource().getSpec();
    JvmOptions jvm =
        Optional.ofNullable(spec.getJvmOptions())
            .or(() -> Optional.ofNullable(cluster.spec().getJvmOptions()))
            .orElseGet(JvmOptions::new);
    var template =
        Optional.ofNullable(spec.getTemplate())
            .map(KafkaNodePoolTemplate::getKafkaContainer)
            .or(() ->
                Optional.ofNullable(cluster.spec().getTemplate())
                    .map(KafkaClusterTemplate::getKafkaContainer));
    return new EnvironmentVariables()
        .with("KAFKA_JMX_EXPORTER_ENABLED", "false")
        .with("STRIMZI_KAFKA_GC_LOG_ENABLED", Boolean.toString(jvm.isGcLoggingEnabled()))
        .with("KAFKA_CLUSTER_NAME", cluster.name())
        .withKafkaJvm(jvm, spec.getResources(), HEAP_PERCENTAGE, HEAP_LIMIT)
        .withTemplate(template.orElse(null))
        .list();
  }

  private static List<ContainerPort> ports(Cluster cluster, Node node) {
    List<ContainerPort> ports = new ArrayList<>();
    ports.add(port("tcp-kafkaagent", 8443));
    if (node.controller()) {
      ports.add(port("tcp-ctrlplane", 9090));
    }
    if (node.broker()) {
      ports.add(port("tcp-replication", 9091));
      cluster.listeners().forEach(l -> ports.add(port(Listeners.portName(l), l.getPort())));
    }
    return ports;
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  private static List<VolumeMount> mounts(Pool pool) {
    List<VolumeMount> mounts = new ArrayList<>();
    Storages.volumes(pool.storage())
        .forEach(v -> mounts.add(Volumes.mount(v.name(), v.mountPath())));
    mounts.add(Volumes.accountTokenMount());
    mounts.add(Volumes.mount("strimzi-tmp", "/tmp"));
    mounts.add(Volumes.mount("kafka-metrics-and-logging", "/opt/kafka/custom-config/"));
    mounts.add(Volumes.mount("ready-files", "/var/opt/kafka"));
    return mounts;
  }

  private static List<Volume> volumes(Pool pool, Node node) {
    List<Volume> volumes = new ArrayList<>();
    for (Storages.DataVolume volume : Storages.volumes(pool.storage())) {
      volumes.add(
          volume.storage() instanceof EphemeralStorage ephemeral
              ? Volumes.emptyDir(volume.name(), ephemeral.getSizeLimit(), null)
              : Volumes.claim(volume.name(), ClusterClaims.name(volume, node)));
    }
    volumes.add(Volumes.accountToken());
    volumes.add(Volumes.inMemory("strimzi-tmp", "5Mi"));
    volumes.add(Volumes.configMap("kafka-metrics-and-logging", node.podName()));
    volumes.add(Volumes.inMemory("ready-files", "1Ki"));
    return volumes;
  }
}
