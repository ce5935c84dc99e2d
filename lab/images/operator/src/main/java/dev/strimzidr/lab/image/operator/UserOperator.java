package dev.strimzidr.lab.image.operator;

import dev.strimzidr.lab.image.operator.admin.AdminClients;
import dev.strimzidr.lab.image.operator.admin.Answers;
import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.process.Environment;
import dev.strimzidr.lab.image.operator.process.Framework;
import dev.strimzidr.lab.image.operator.process.HealthServer;
import dev.strimzidr.lab.image.operator.process.InPodClient;
import dev.strimzidr.lab.image.operator.process.OperatorProcess;
import dev.strimzidr.lab.image.operator.process.Recreations;
import dev.strimzidr.lab.image.operator.user.Pace;
import dev.strimzidr.lab.image.operator.user.PeriodicRound;
import dev.strimzidr.lab.image.operator.user.UserController;
import dev.strimzidr.lab.image.operator.user.UserGateway;
import dev.strimzidr.lab.image.operator.user.UserSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Stands in for Strimzi's user operator. */
public final class UserOperator {
  private static final int HEALTH_PORT = 8081;
  private static final int CONCURRENCY = 50;

  private UserOperator() {}

  public static void main(String[] args) {
    OperatorProcess.run(() -> start(Environment.ofProcess()));
  }

  private static void start(Environment environment) {
    var ready = new AtomicBoolean();
    HealthServer.start(environment.podAddress(), HEALTH_PORT, () -> true, ready::get);
    UserSettings settings = UserSettings.of(environment);
    KubernetesClient client = InPodClient.of(environment);
    Optional<Identity> identity =
        environment
            .value("STRIMZI_EO_KEY_SECRET_NAME")
            .map(own ->
                Identity.read(
                    client,
                    settings.caNamespace(),
                    environment.required("STRIMZI_CLUSTER_CA_CERT_SECRET_NAME"),
                    own,
                    "entity-operator.key",
                    "entity-operator.crt"));
    Admin admin = AdminClients.toBrokers(settings.bootstrapServers(), identity);
    Answers.of(admin.describeCluster().nodes());
    UserGateway kafka = new UserGateway(admin, settings.acls());
    var recreations = new Recreations<>(KafkaUser.class);
    var pace = new Pace();
    UserController users =
        new UserController(settings, kafka, client, Clock.systemUTC(), pace, recreations);
    Operator operator = Framework.operator(client, CONCURRENCY, recreations, OperatorProcess::fail);
    operator.register(
        users,
        overrider ->
            overrider
                .settingNamespace(settings.namespace())
                .withLabelSelector(
                    settings.selector().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")))
                .withGenerationAware(false)
                .withTriggerReconcilerOnAllEvents(true)
                // Each event counts, also that of the user's own status.
                .withOnUpdateFilter((after, before) -> pace.admits(after.getMetadata().getName())));
    operator.start();
    var rounds = new PeriodicRound(settings, kafka, users).schedule();
    ready.set(!rounds.isDone());
  }
}
