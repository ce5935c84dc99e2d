package dev.strimzidr.lab.image.operator;

import dev.strimzidr.lab.image.operator.admin.AdminClients;
import dev.strimzidr.lab.image.operator.admin.Answers;
import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.process.Changes;
import dev.strimzidr.lab.image.operator.process.Environment;
import dev.strimzidr.lab.image.operator.process.Framework;
import dev.strimzidr.lab.image.operator.process.HealthServer;
import dev.strimzidr.lab.image.operator.process.InPodClient;
import dev.strimzidr.lab.image.operator.process.OperatorProcess;
import dev.strimzidr.lab.image.operator.process.Recreations;
import dev.strimzidr.lab.image.operator.status.Conditions;
import dev.strimzidr.lab.image.operator.topic.TopicController;
import dev.strimzidr.lab.image.operator.topic.TopicGateway;
import dev.strimzidr.lab.image.operator.topic.TopicSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;

/** Stands in for Strimzi's topic operator. */
public final class TopicOperator {
  private static final int HEALTH_PORT = 8080;
  private static final int CONCURRENCY = 100;

  private TopicOperator() {}

  public static void main(String[] args) {
    OperatorProcess.run(() -> start(Environment.ofProcess()));
  }

  private static void start(Environment environment) {
    var ready = new AtomicBoolean();
    HealthServer.start(environment.podAddress(), HEALTH_PORT, () -> true, ready::get);
    TopicSettings settings = TopicSettings.of(environment);
    KubernetesClient client = InPodClient.of(environment);
    Optional<Identity> identity =
        environment
            .value("STRIMZI_TLS_SECRET_NAME")
            .map(own -> identity(client, settings.namespace(), own, environment));
    Admin admin = AdminClients.toBrokers(settings.bootstrapServers(), identity);
    Answers.of(admin.describeCluster().nodes());
    var recreations = new Recreations<>(KafkaTopic.class);
    Operator operator = Framework.operator(client, CONCURRENCY, recreations, OperatorProcess::fail);
    operator.register(
        new TopicController(
            settings,
            new TopicGateway(admin),
            client,
            new Conditions(Clock.systemUTC()),
            recreations),
        overrider ->
            overrider
                .settingNamespace(settings.namespace())
                .withGenerationAware(false)
                .withTriggerReconcilerOnAllEvents(true)
                .withOnUpdateFilter(Changes::matter));
    operator.start();
    ready.set(true);
  }

  private static Identity identity(
      KubernetesClient client, String namespace, String own, Environment environment) {
    return Identity.read(
        client,
        namespace,
        environment.required("STRIMZI_TLS_TRUSTED_CERTS_SECRET_NAME"),
        own,
        environment.value("STRIMZI_TLS_KEY_NAME").orElse("tls.key"),
        environment.value("STRIMZI_TLS_CERT_NAME").orElse("tls.crt"));
  }
}
