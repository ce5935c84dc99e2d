package dev.strimzidr.lab.image.operator.entity;

import dev.strimzidr.lab.image.operator.resource.EnvironmentVariables;
import dev.strimzidr.lab.image.operator.resource.Probes;
import dev.strimzidr.lab.image.operator.resource.Selectors;
import dev.strimzidr.lab.image.operator.resource.Volumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.strimzi.api.kafka.model.common.CertificateAuthority;
import io.strimzi.api.kafka.model.common.HasLivenessProbe;
import io.strimzi.api.kafka.model.common.HasReadinessProbe;
import io.strimzi.api.kafka.model.common.JvmOptions;
import io.strimzi.api.kafka.model.common.StrimziProbe;
import io.strimzi.api.kafka.model.common.StrimziProbeBuilder;
import io.strimzi.api.kafka.model.common.template.ContainerTemplate;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityOperatorTemplate;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityTopicOperatorSpec;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityUserOperatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Deployment with the containers of topic and user operator. */
public final class EntityDeployment {
  private static final int DELAY_SECONDS = 10;
  private static final StrimziProbe STARTUP =
      new StrimziProbeBuilder().withPeriodSeconds(10).withFailureThreshold(12).build();
  private static final String TOPIC_LOGGING = "entity-topic-operator-metrics-and-logging";
  private static final String USER_LOGGING = "entity-user-operator-metrics-and-logging";
  private final EntityOperator operator;
  private final String cluster;

  private EntityDeployment(EntityOperator operator) {
    this.operator = operator;
    this.cluster = operator.cluster();
  }

  /**
   * The Deployment.
   *
   * @param annotations what the Pod is marked with: generations and hashes of what it was started
   *     with
   */
  public static Deployment of(EntityOperator operator, Map<String, String> annotations) {
    return new EntityDeployment(operator).deployment(annotations);
  }

  private Deployment deployment(Map<String, String> annotations) {
    var component = operator.component();
    List<Container> containers = new ArrayList<>();
    operator.topic().ifPresent(spec -> containers.add(topicContainer(spec)));
    operator.user().ifPresent(spec -> containers.add(userContainer(spec)));
    return new DeploymentBuilder()
        .withMetadata(component.metadata(component.name()))
        .withNewSpec()
        .withReplicas(1)
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withSelector(Selectors.matching(component.selector()))
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(component.labels())
        .withAnnotations(new TreeMap<>(annotations))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(component.name())
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(30L)
        .withImagePullSecrets(operator.settings().images().secrets())
        .withSchedulerName("default-scheduler")
        .withContainers(containers)
        .withVolumes(volumes())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private Container topicContainer(EntityTopicOperatorSpec spec) {
    String port = "healthcheck-to";
    StrimziProbe startup = Objects.requireNonNullElse(spec.getStartupProbe(), STARTUP);
    String image =
        Objects.requireNonNullElse(spec.getImage(), operator.settings().topicOperatorImage());
    return container(spec, image, port, 8080)
        .withName("topic-operator")
        .withArgs("/opt/strimzi/bin/topic_operator_run.sh")
        .withEnv(topicEnvironment(spec))
        .withResources(spec.getResources())
        .withVolumeMounts(
            mounts("strimzi-to-tmp", TOPIC_LOGGING, "/opt/topic-operator/custom-config/"))
        .withStartupProbe(probe(startup, "/healthy", port))
        .build();
  }

  private Container userContainer(EntityUserOperatorSpec spec) {
    String image =
        Objects.requireNonNullElse(spec.getImage(), operator.settings().userOperatorImage());
    return container(spec, image, "healthcheck-uo", 8081)
        .withName("user-operator")
        .withArgs("/opt/strimzi/bin/user_operator_run.sh")
        .withEnv(userEnvironment(spec))
        .withResources(spec.getResources())
        .withVolumeMounts(
            mounts("strimzi-uo-tmp", USER_LOGGING, "/opt/user-operator/custom-config/"))
        .build();
  }

  /** What the containers have in common: an image, and probes that ask at the same paths. */
  private <T extends HasLivenessProbe & HasReadinessProbe> ContainerBuilder container(
      T spec, String image, String portName, int port) {
    return new ContainerBuilder()
        .withImage(image)
        .withImagePullPolicy(operator.settings().images().pullPolicy(image))
        .addNewPort()
        .withName(portName)
        .withProtocol("TCP")
        .withContainerPort(port)
        .endPort()
        .withLivenessProbe(probe(spec.getLivenessProbe(), "/healthy", portName))
        .withReadinessProbe(probe(spec.getReadinessProbe(), "/ready", portName));
  }

  private static Probe probe(@Nullable StrimziProbe asked, String path, String port) {
    return Probes.http(Probes.options(asked, DELAY_SECONDS), path, port).build();
  }

  private List<EnvVar> topicEnvironment(EntityTopicOperatorSpec spec) {
    String namespace = operator.component().namespace();
    var variables =
        new EnvironmentVariables()
            .with("STRIMZI_RESOURCE_LABELS", "strimzi.io/cluster=" + cluster)
            .with("STRIMZI_KAFKA_BOOTSTRAP_SERVERS", bootstrap())
            .with("STRIMZI_NAMESPACE", namespace)
            .with("STRIMZI_CLUSTER_NAMESPACE", namespace);
    interval(variables, spec.getReconciliationIntervalMs());
    return variables
        .with("STRIMZI_SECURITY_PROTOCOL", "SSL")
        .with(
            "STRIMZI_TLS_TRUSTED_CERTS_SECRET_NAME",
            KafkaResources.clusterCaCertificateSecretName(cluster))
        .with("STRIMZI_TLS_SECRET_NAME", KafkaResources.entityTopicOperatorSecretName(cluster))
        .with("STRIMZI_TLS_KEY_NAME", EntityResources.KEY)
        .with("STRIMZI_TLS_CERT_NAME", EntityResources.CERTIFICATE)
        .with("STRIMZI_GC_LOG_ENABLED", gcLog(spec.getJvmOptions()))
        .withOperatorJvm(spec.getJvmOptions())
        .withTemplate(template(EntityOperatorTemplate::getTopicOperatorContainer))
        .list();
  }

  private List<EnvVar> userEnvironment(EntityUserOperatorSpec spec) {
    String namespace = operator.component().namespace();
    var variables =
        new EnvironmentVariables()
            .with("STRIMZI_KAFKA_BOOTSTRAP_SERVERS", bootstrap())
            .with("STRIMZI_NAMESPACE", namespace)
            .with("STRIMZI_LABELS", "strimzi.io/cluster=" + cluster);
    interval(variables, spec.getReconciliationIntervalMs());
    var clients = Optional.ofNullable(operator.kafka().getSpec().getClientsCa());
    int validity =
        clients.map(CertificateAuthority::getValidityDays).filter(d -> d > 0).orElse(365);
    int renewal = clients.map(CertificateAuthority::getRenewalDays).filter(d -> d > 0).orElse(30);
    var authorization = operator.kafka().getSpec().getKafka().getAuthorization();
    return variables
        .with("STRIMZI_CA_KEY_NAME", KafkaResources.clientsCaKeySecretName(cluster))
        .with("STRIMZI_CA_CERT_NAME", KafkaResources.clientsCaCertificateSecretName(cluster))
        .with("STRIMZI_CA_NAMESPACE", namespace)
        .with("STRIMZI_CA_VALIDITY", Integer.toString(validity))
        .with("STRIMZI_CA_RENEWAL", Integer.toString(renewal))
        .with(
            "STRIMZI_CLUSTER_CA_CERT_SECRET_NAME",
            KafkaResources.clusterCaCertificateSecretName(cluster))
        .with("STRIMZI_EO_KEY_SECRET_NAME", KafkaResources.entityUserOperatorSecretName(cluster))
        .with("STRIMZI_GC_LOG_ENABLED", gcLog(spec.getJvmOptions()))
        .with("STRIMZI_SECRET_PREFIX", Objects.requireNonNullElse(spec.getSecretPrefix(), ""))
        .with(
            "STRIMZI_ACLS_ADMIN_API_SUPPORTED",
            Boolean.toString(authorization != null && authorization.supportsAdminApi()))
        .with("STRIMZI_PKCS12_KEYSTORE_GENERATION", Boolean.toString(operator.settings().pkcs12()))
        .withOperatorJvm(spec.getJvmOptions())
        .withTemplate(template(EntityOperatorTemplate::getUserOperatorContainer))
        .list();
  }

  private @Nullable ContainerTemplate template(
      Function<EntityOperatorTemplate, @Nullable ContainerTemplate> container) {
    var template = operator.kafka().getSpec().getEntityOperator().getTemplate();
    return template == null ? null : container.apply(template);
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.accountToken());
    if (operator.topic().isPresent()) {
      volumes.add(Volumes.inMemory("strimzi-to-tmp", "5Mi"));
      volumes.add(
          Volumes.configMap(
              TOPIC_LOGGING, KafkaResources.entityTopicOperatorLoggingConfigMapName(cluster)));
    }
    if (operator.user().isPresent()) {
      volumes.add(
          Volumes.configMap(
              USER_LOGGING, KafkaResources.entityUserOperatorLoggingConfigMapName(cluster)));
      volumes.add(Volumes.inMemory("strimzi-uo-tmp", "5Mi"));
    }
    return volumes;
  }

  private static List<VolumeMount> mounts(String temporary, String logging, String loggingPath) {
    return List.of(
        Volumes.accountTokenMount(),
        Volumes.mount(temporary, "/tmp"),
        Volumes.mount(logging, loggingPath));
  }

  private String bootstrap() {
    return KafkaResources.bootstrapServiceName(cluster) + ":9091";
  }

  private static void interval(EnvironmentVariables variables, @Nullable Long milliseconds) {
    if (milliseconds != null) {
      variables.with("STRIMZI_FULL_RECONCILIATION_INTERVAL_MS", Long.toString(milliseconds));
    }
  }

  private static String gcLog(@Nullable JvmOptions options) {
    return Boolean.toString(options != null && options.isGcLoggingEnabled());
  }
}
