package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.image.operator.apply.StatusPatch;
import dev.strimzidr.lab.image.operator.process.Recreations;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.status.Conditions;
import dev.strimzidr.lab.image.operator.status.Failures;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code KafkaUser} resources. */
public final class UserController implements Reconciler<KafkaUser> {
  private static final Logger LOG = LoggerFactory.getLogger(UserController.class);
  private final UserSettings settings;
  private final UserGateway kafka;
  private final KubernetesClient client;
  private final UserCredentials credentials;
  private final StatusPatch statuses;
  private final Conditions conditions;
  private final Pace pace;
  private final Rounds rounds;
  private final Recreations<KafkaUser> recreations;
  private @Nullable InformerEventSource<Secret, KafkaUser> secrets;

  public UserController(
      UserSettings settings,
      UserGateway kafka,
      KubernetesClient client,
      Clock clock,
      Pace pace,
      Recreations<KafkaUser> recreations) {
    this.settings = settings;
    this.kafka = kafka;
    this.client = client;
    this.credentials =
        new UserCredentials(
            client,
            settings,
            new UserCertificates(
                new CertificateIssuer(clock), settings.validity(), settings.pkcs12()));
    this.statuses = new StatusPatch(client);
    this.conditions = new Conditions(clock);
    this.pace = pace;
    this.rounds = new Rounds(pace);
    this.recreations = recreations;
  }

  @Override
  public List<EventSource<?, KafkaUser>> prepareEventSources(
      EventSourceContext<KafkaUser> context) {
    Map<String, String> labels = new TreeMap<>(settings.selector());
    labels.put(Labels.KIND, KafkaUser.RESOURCE_KIND);
    String selector =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    secrets =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Secret.class, KafkaUser.class)
                .withLabelSelector(selector)
                .withSecondaryToPrimaryMapper(this::userOf)
                .build(),
            context);
    return List.of(secrets, rounds.in(context), recreations.in(context));
  }

  @Override
  public UpdateControl<KafkaUser> reconcile(KafkaUser user, Context<KafkaUser> context) {
    if (context.isPrimaryResourceDeleted()) {
      remove(user.getMetadata().getName());
      return UpdateControl.noUpdate();
    }
    UpdateControl<KafkaUser> done = UpdateControl.noUpdate();
    return pace.reconcile(
            user.getMetadata().getName(),
            () ->
                statuses.patch(
                    user,
                    Annotations.isTrue(user, Annotations.PAUSE)
                        ? paused(user)
                        : serve(user, context)))
        .map(done::rescheduleAfter)
        .orElse(done);
  }

  /** Begins a round of all users that have a resource, and returns them. */
  Set<String> reconcileAll() {
    return rounds.begin();
  }

  /** Takes from Kafka what it knows of a user, and the user's Secret. */
  void remove(String name) {
    pace.work();
    LOG.info("User {} is removed", name);
    client.secrets().inNamespace(settings.namespace()).withName(settings.secretName(name)).delete();
    kafka.apply(Access.none(name));
  }

  private KafkaUserStatus paused(KafkaUser user) {
    KafkaUserStatus status = new KafkaUserStatus();
    status.setObservedGeneration(
        Optional.ofNullable(user.getStatus()).map(s -> s.getObservedGeneration()).orElse(0L));
    status.addCondition(conditions.paused());
    return status;
  }

  private KafkaUserStatus serve(KafkaUser user, Context<KafkaUser> context) {
    KafkaUserStatus status = new KafkaUserStatus();
    status.setObservedGeneration(user.getMetadata().getGeneration());
    try {
      UserSpec spec = UserSpec.of(user, settings.acls());
      Optional<Map<String, String>> data = credentials.data(spec, current(user));
      kafka.apply(Access.of(spec, data.flatMap(UserCredentials::password)));
      data.ifPresent(found -> status.setSecret(apply(user, found, context)));
      status.setUsername(spec.principal());
      status.addCondition(conditions.ready());
    } catch (RuntimeException e) {
      Refusal refusal = e instanceof Refusal known ? known : UserRefusal.failure(e);
      Failures.log(LOG, "KafkaUser", user, refusal);
      status.addCondition(conditions.notReady(refusal.reason(), Failures.message(refusal)));
    }
    return status;
  }

  private Optional<Secret> current(KafkaUser user) {
    return Objects.requireNonNull(secrets)
        .get(
            new ResourceID(
                settings.secretName(user.getMetadata().getName()),
                user.getMetadata().getNamespace()));
  }

  private String apply(KafkaUser user, Map<String, String> data, Context<KafkaUser> context) {
    Secret secret = UserSecrets.of(user, settings.secretName(user.getMetadata().getName()), data);
    context.resourceOperations().serverSideApply(secret, Objects.requireNonNull(secrets));
    return secret.getMetadata().getName();
  }

  private Set<ResourceID> userOf(Secret secret) {
    String name = secret.getMetadata().getName();
    return name.startsWith(settings.secretPrefix())
        ? Set.of(
            new ResourceID(
                name.substring(settings.secretPrefix().length()),
                secret.getMetadata().getNamespace()))
        : Set.of();
  }
}
