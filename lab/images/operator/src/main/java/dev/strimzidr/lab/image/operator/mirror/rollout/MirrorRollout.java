package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.apply.Applier;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.Connector;
import dev.strimzidr.lab.image.operator.mirror.MirrorPlan;
import dev.strimzidr.lab.image.operator.mirror.MirrorPods;
import dev.strimzidr.lab.image.operator.mirror.MirrorResources;
import dev.strimzidr.lab.image.operator.mirror.connect.ConnectClient;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Hash;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2Resources;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2Status;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** One reconciliation of a mirror that has been planned. */
record MirrorRollout(Session session, MirrorPlan plan, KafkaMirrorMaker2Status status) {

  /**
   * Returns when the mirror is as it is to be, as far as Connect says so.
   *
   * @throws Refusal when it cannot be
   */
  void run() {
    status.setReplicas(plan.replicas());
    status.setLabelSelector(plan.component().selectorText());
    if (plan.replicas() > 0) {
      status.setUrl(
          KafkaMirrorMaker2Resources.url(plan.name(), plan.namespace(), MirrorPlan.REST_PORT));
    }
    session.applier().applyAll(surroundings());
    CredentialsStep.Result credentials = new CredentialsStep(session, plan).run();
    if (!credentials.trusted().isEmpty()) {
      session.applier().apply(MirrorResources.trust(plan, credentials.trusted()));
    }
    ConfigMap config = MirrorResources.config(plan);
    session.applier().apply(config);
    String worker = Objects.requireNonNull(config.getData().get(MirrorResources.CONFIG));
    StrimziPodSet set =
        session
            .applier()
            .apply(
                new MirrorPods(plan, session.settings().images())
                    .set(
                        Map.of(
                            Annotations.AUTH_HASH, Integer.toString(credentials.hash()),
                            Annotations.CONFIGURATION_HASH, Hash.stub(worker))));
    new WorkerRolling(session, plan).roll(set);
    session.waiting().podSet(plan.component().name());
    if (plan.replicas() > 0) {
      connectors();
    }
  }

  private List<HasMetadata> surroundings() {
    List<HasMetadata> resources = new ArrayList<>(MirrorResources.access(plan));
    resources.addAll(MirrorResources.services(plan));
    if (session.settings().networkPolicies()) {
      resources.add(MirrorResources.network(plan, session.settings().operatorNamespace()));
    }
    if (session.settings().disruptionBudgets()) {
      resources.add(MirrorResources.budget(plan));
    }
    return resources;
  }

  private void connectors() {
    String host = KafkaMirrorMaker2Resources.qualifiedServiceName(plan.name(), plan.namespace());
    try (var connect = new ConnectClient("http://" + host + ":" + MirrorPlan.REST_PORT)) {
      Set<String> wanted =
          plan.connectors().stream().map(Connector::name).collect(Collectors.toSet());
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (String name : connect.connectors()) {
        if (!wanted.contains(name)) {
          tasks.add(() -> {
            connect.delete(name);
            return true;
          });
        }
      }
      var step = new ConnectorStep(session, plan.resource(), connect);
      plan.connectors()
          .forEach(connector ->
              tasks.add(() -> {
                report(step.run(connector));
                return true;
              }));
      Applier.inParallel(tasks);
    }
    if (status.getConnectors().stream().anyMatch(ConnectorStatus::hasFailed)) {
      throw new Refusal("NoStackTraceThrowable", "One or more connectors are in FAILED state");
    }
  }

  private void report(ConnectorResult result) {
    synchronized (status) {
      status.addConnector(result.status());
      // Whichever answers first.
      status.getConnectors().sort(Comparator.comparing(c -> String.valueOf(c.get("name"))));
      status.addConditions(result.warnings());
      result.autoRestart().ifPresent(status::addAutoRestartStatus);
    }
  }
}
