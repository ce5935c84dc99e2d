package dev.strimzidr.lab.image.operator;

import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.image.operator.resource.Annotations;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.common.ConnectorState;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaStatus;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2ConnectorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The recorded mirror, between two clusters of the site. */
final class TestMirror {
  private static final String CONNECTOR = "prod->dr.MirrorSourceConnector";
  private static final int RECORDS = 1000;

  private final OperatorSite site;

  TestMirror(OperatorSite site) {
    this.site = site;
  }

  /** Fills the source, and starts the mirror when there is somebody as whom it can log in. */
  void start() throws Exception {
    String source = external("source");
    fill(source);
    String target = external("my-cluster");
    eventually(
        "its user has a password",
        () ->
            site.client().secrets().inNamespace(OperatorSite.NAMESPACE).withName("mirror").get()
                != null);
    String mirror =
        Recordings.of("mirror.yaml").stream()
            .filter(Recordings.Recorded::isGiven)
            .map(Recordings.Recorded::given)
            .findFirst()
            .orElseThrow();
    site.client()
        .resource(mirror.replace("SOURCE", source).replace("ADDRESS:9094", target))
        .create();
  }

  KafkaMirrorMaker2 get() {
    return resource().get();
  }

  List<Condition> conditions() {
    return get().getStatus().getConditions();
  }

  /** Returns when the operator has seen the change and the source connector is in the state. */
  void bring(ConnectorState state) {
    configure(connector -> connector.setState(state));
    eventually("the source connector is " + state, () -> stateOfSource().equals(state.name()));
  }

  /** Returns when the operator has served the change. */
  void configure(Consumer<KafkaMirrorMaker2ConnectorSpec> change) {
    var changed =
        Edits.edit(
            resource(),
            mirror -> change.accept(mirror.getSpec().getMirrors().getFirst().getSourceConnector()));
    long generation = changed.getMetadata().getGeneration();
    eventually(
        "the change has been served",
        () -> get().getStatus().getObservedGeneration() == generation);
  }

  void ask(String operation) {
    var unused =
        Edits.edit(
            resource(),
            mirror -> {
              var annotations = mirror.getMetadata().getAnnotations();
              annotations.put(Annotations.MIRROR_CONNECTOR, CONNECTOR);
              annotations.put(Annotations.CONNECTOR_OFFSETS, operation);
            });
  }

  void askNoMore() {
    var unused =
        Edits.edit(
            resource(),
            mirror -> {
              var annotations = mirror.getMetadata().getAnnotations();
              annotations.remove(Annotations.MIRROR_CONNECTOR);
              annotations.remove(Annotations.CONNECTOR_OFFSETS);
            });
  }

  /** Whether both annotations are there. */
  boolean isAsked() {
    KafkaMirrorMaker2 mirror = get();
    return Annotations.of(mirror, Annotations.MIRROR_CONNECTOR).isPresent()
        && Annotations.of(mirror, Annotations.CONNECTOR_OFFSETS).isPresent();
  }

  /** What the status says of the source connector. */
  Map<String, Object> source() {
    return Optional.ofNullable(get().getStatus())
        .map(status -> status.getConnectors())
        .orElse(List.of())
        .stream()
        .filter(connector -> CONNECTOR.equals(connector.get("name")))
        .findFirst()
        .orElse(Map.of());
  }

  private String stateOfSource() {
    return source().get("connector") instanceof Map<?, ?> connector
        ? String.valueOf(connector.get("state"))
        : "";
  }

  private Resource<KafkaMirrorMaker2> resource() {
    return site.client()
        .resources(KafkaMirrorMaker2.class)
        .inNamespace(OperatorSite.NAMESPACE)
        .withName("mm2");
  }

  private String external(String cluster) {
    var kafka =
        site.client().resources(Kafka.class).inNamespace(OperatorSite.NAMESPACE).withName(cluster);
    return await(cluster + " can be reached")
        .atMost(OperatorSite.DEADLINE)
        .until(() -> bootstrap(kafka.get().getStatus()), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<String> bootstrap(KafkaStatus status) {
    return Optional.ofNullable(status)
        .flatMap(s -> Optional.ofNullable(s.getListeners()))
        .flatMap(
            listeners -> listeners.stream().filter(l -> l.getName().equals("external")).findFirst())
        .map(listener -> listener.getBootstrapServers());
  }

  private static void fill(String bootstrap) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
    try (Admin admin = Admin.create(settings)) {
      var topics = Set.of(new NewTopic("src-a", 1, (short) 1), new NewTopic("src-b", 1, (short) 1));
      admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
    }
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        sent.add(producer.send(new ProducerRecord<>("src-a", new byte[] {(byte) i})));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(OperatorSite.DEADLINE).until(condition);
  }
}
