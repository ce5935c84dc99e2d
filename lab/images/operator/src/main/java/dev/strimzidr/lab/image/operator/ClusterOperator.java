package dev.strimzidr.lab.image.operator;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.apply.StatusWriter;
import dev.strimzidr.lab.image.operator.kafka.rollout.KafkaController;
import dev.strimzidr.lab.image.operator.mirror.rollout.MirrorController;
import dev.strimzidr.lab.image.operator.podset.PodSetController;
import dev.strimzidr.lab.image.operator.process.Changes;
import dev.strimzidr.lab.image.operator.process.CustomResources;
import dev.strimzidr.lab.image.operator.process.Environment;
import dev.strimzidr.lab.image.operator.process.Framework;
import dev.strimzidr.lab.image.operator.process.HealthServer;
import dev.strimzidr.lab.image.operator.process.InPodClient;
import dev.strimzidr.lab.image.operator.process.OperatorProcess;
import dev.strimzidr.lab.image.operator.process.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands in for Strimzi's cluster operator: serves Kafka clusters with their node pools, and
 * mirrors.
 */
public final class ClusterOperator {
  private static final int HEALTH_PORT = 8080;
  private static final int CONCURRENCY = 16;

  private ClusterOperator() {}

  public static void main(String[] args) {
    OperatorProcess.run(() -> start(Environment.ofProcess()));
  }

  private static void start(Environment environment) {
    var ready = new AtomicBoolean();
    HealthServer.start(environment.podAddress(), HEALTH_PORT, () -> true, ready::get);
    KubernetesClient client = InPodClient.of(environment);
    CustomResources.require(client);
    Session session = new Session(client, OperatorSettings.of(environment), Clock.systemUTC());
    Operator operator =
        Framework.operator(client, CONCURRENCY, Metrics.NOOP, OperatorProcess::fail);
    register(operator, session);
    operator.start();
    ready.set(true);
  }

  /** The controllers, each watching the one namespace. */
  static void register(Operator operator, Session session) {
    String namespace = session.settings().namespace();
    operator.register(
        new PodSetController(session.client(), new StatusWriter(session.client())),
        settings -> settings.settingNamespace(namespace).withOnUpdateFilter(Changes::matter));
    operator.register(
        new KafkaController(session),
        settings ->
            settings
                .settingNamespace(namespace)
                .withGenerationAware(false)
                .withOnUpdateFilter(Changes::matter));
    // Strimzi looks again at a mirror after each change, also that of its own status: what Connect
    // does takes longer than the first look.
    operator.register(
        new MirrorController(session),
        settings -> settings.settingNamespace(namespace).withGenerationAware(false));
  }
}
