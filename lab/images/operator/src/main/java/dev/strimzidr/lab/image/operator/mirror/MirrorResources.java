package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.resource.Access;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.LogSettings;
import dev.strimzidr.lab.image.operator.resource.Policies;
import dev.strimzidr.lab.image.operator.resource.Services;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a mirror is made of besides its Pods. */
public final class MirrorResources {
  public static final String CONFIG = "kafka-connect.properties";
  private static final String REST = "rest-api";

  private MirrorResources() {}

  /** Service account, and the right to read the Secrets that are needed, if any are. */
  public static List<HasMetadata> access(MirrorPlan plan) {
    Component component = plan.component();
    List<HasMetadata> resources = new ArrayList<>(List.of(Access.account(component)));
    Set<String> secrets = new HashSet<>();
    plan.clusters().forEach(cluster -> secrets.addAll(cluster.secrets()));
    if (!secrets.isEmpty()) {
      resources.add(Access.role(component, List.of(Access.readSecrets(secrets))));
      resources.add(
          Access.binding(
              component,
              KafkaMirrorMaker2Resources.mm2RoleBindingName(plan.name()),
              component.name()));
    }
    return resources;
  }

  public static List<HasMetadata> services(MirrorPlan plan) {
    Component component = plan.component();
    var ports = List.of(Services.port(REST, MirrorPlan.REST_PORT));
    return List.of(
        Services.clusterIp(
            component.metadata(KafkaMirrorMaker2Resources.serviceName(plan.name())),
            ports,
            component.selector()),
        Services.headless(component.metadata(component.name()), ports, component.selector()));
  }

  public static NetworkPolicy network(MirrorPlan plan, String operatorNamespace) {
    Component component = plan.component();
    var peers =
        List.of(
            Policies.pods(component.selector()),
            Policies.operator(operatorNamespace, plan.namespace()));
    return Policies.network(
        component, component.name(), List.of(Policies.allow(MirrorPlan.REST_PORT, peers)));
  }

  public static PodDisruptionBudget budget(MirrorPlan plan) {
    return Policies.minAvailable(plan.component(), plan.replicas() - 1);
  }

  public static ConfigMap config(MirrorPlan plan) {
    return new ConfigMapBuilder()
        .withMetadata(
            plan.component().metadata(KafkaMirrorMaker2Resources.configMapName(plan.name())))
        .addToData(CONFIG, WorkerConfig.render(plan))
        .addToData(LogSettings.KEY, logging().render(plan.resource().getSpec().getLogging()))
        .build();
  }

  public static Secret trust(MirrorPlan plan, Map<String, String> data) {
    return new SecretBuilder()
        .withMetadata(plan.component().metadata(plan.target().trustSecret()))
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static LogSettings logging() {
    return new LogSettings(
            "KafkaMirrorMaker2Config",
            "%d{yyyy-MM-dd HH:mm:ss} %-5p [%t] %c{1}:%L - %m%n",
            "console")
        .logger("reflections", "org.reflections", "ERROR");
  }
}
