package dev.strimzidr.lab.image.operator;

import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The cluster that asks for certificates, as its clients and its owner see it. */
record SecuredCluster(KubernetesClient client) {
  static final String NAME = "secured";
  private static final String NAMESPACE = OperatorSite.NAMESPACE;
  private static final Duration DEADLINE = OperatorSite.DEADLINE.multipliedBy(2);
  private static final Map<String, String> READY = Map.of("type", "Ready", "status", "True");

  Resource<Kafka> kafka() {
    return client.resources(Kafka.class).inNamespace(NAMESPACE).withName(NAME);
  }

  Resource<KafkaUser> user(String name) {
    return client.resources(KafkaUser.class).inNamespace(NAMESPACE).withName(name);
  }

  Secret secret(String name) {
    return client.secrets().inNamespace(NAMESPACE).withName(name).get();
  }

  void awaitReady(String... users) {
    Live live = new Live(client);
    live.awaitCondition("Kafka", NAME, READY);
    for (String user : users) {
      live.awaitCondition("KafkaUser", user, READY);
    }
  }

  /** What a user says that is changed until it says something else than that it is ready. */
  Condition awaitFailureOnChange(String user) {
    return await(user + " fails")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              touch(user);
              return user(user).get().getStatus().getConditions().getFirst();
            },
            condition -> condition.getType().equals("NotReady"));
  }

  private void touch(String user) {
    String now = Instant.now().toString();
    var unused =
        Edits.edit(user(user), resource -> resource.getMetadata().getAnnotations().put("at", now));
  }

  /** The generation that the cluster has with the change. */
  long change(Consumer<KafkaSpec> change) {
    return Edits.edit(kafka(), kafka -> change.accept(kafka.getSpec()))
        .getMetadata()
        .getGeneration();
  }

  boolean observed(long generation) {
    return kafka().get().getStatus().getObservedGeneration() == generation;
  }

  /** Returns when the operator has rolled a change out. */
  void awaitObserved(long generation) {
    eventually("the change is rolled out", () -> observed(generation));
    awaitReady();
  }

  /** The uids of the brokers' Pods by their names. */
  Map<String, String> brokers() {
    Map<String, String> uids = new TreeMap<>();
    pods("strimzi.io/broker-role", "true")
        .forEach(pod -> uids.put(pod.getMetadata().getName(), pod.getMetadata().getUid()));
    return uids;
  }

  /** The uids of the entity operator's Pods. */
  List<String> entityOperators() {
    return pods("strimzi.io/name", NAME + "-entity-operator").stream()
        .map(pod -> pod.getMetadata().getUid())
        .toList();
  }

  Admin admin(String user) {
    return Admin.create(login(user));
  }

  /** Writes a record; throws what the broker answers. */
  void write(String user, String topic) throws InterruptedException, TimeoutException {
    write(login(user), topic);
  }

  void write(Map<String, Object> login, String topic)
      throws InterruptedException, TimeoutException {
    Map<String, Object> settings = new HashMap<>(login);
    // A write right must be enough, and what a broker refuses must not be asked again for minutes.
    settings.put("enable.idempotence", false);
    settings.put("max.block.ms", 10_000);
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1})).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refusal
          ? refusal
          : new IllegalStateException(e);
    }
  }

  /** How a client logs in that has no certificate of its own. */
  Map<String, Object> anonymous() {
    var external =
        kafka().get().getStatus().getListeners().stream()
            .filter(listener -> listener.getName().equals("external"))
            .findFirst()
            .orElseThrow();
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", external.getBootstrapServers());
    settings.put("security.protocol", "SSL");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", external.getCertificates().getFirst());
    return settings;
  }

  static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(DEADLINE).until(condition);
  }

  private Map<String, Object> login(String user) {
    Map<String, String> data = secret(user).getData();
    Map<String, Object> settings = anonymous();
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", decoded(data, "user.crt"));
    settings.put("ssl.keystore.key", decoded(data, "user.key"));
    return settings;
  }

  private static String decoded(Map<String, String> data, String key) {
    return KeyAndCertificate.decode(Objects.requireNonNull(data.get(key)));
  }

  private List<Pod> pods(String label, String value) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("strimzi.io/cluster", NAME)
        .withLabel(label, value)
        .list()
        .getItems();
  }
}
