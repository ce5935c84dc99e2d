package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.strimzidr.fence.FenceModule;
import dev.strimzidr.fence.FencedSite;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.MirrorInfoModule;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.record.RecordModule;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.awaitility.Awaitility;

/** Two sites with real brokers, of which clients are at work at prod. The test is the mirror. */
final class MovedPair implements AutoCloseable {
  private static final String MIRROR = "mirror";

  private final String name;
  private final KubeApi api = RealApi.api();
  private final FencedSite prod;
  private final FencedSite dr;
  private long written;
  private long copied;

  /** Makes it, with one record at both sites. */
  MovedPair(String name) {
    this.name = name;
    this.prod = new FencedSite(RealKafka.other(), name + "-prod", topic());
    this.dr = new FencedSite(RealKafka.get(), name + "-dr", topic());
    RealKafka.get().topic(offsets(), Map.of("cleanup.policy", "compact"));
    RealKafka.get().topic(probe(), Map.of());
    own(prod);
    own(dr);
    RealApi.kubectlWith(
        TestMirror.yaml(dr.namespace(), MIRROR, "prod", "dr", "running"), "apply", "--filename=-");
    record(Map.of("action", "create", "home_site", "prod", "restore_active", "prod"));
    close("dr");
    write();
    copy();
  }

  /** The record knows no cluster that somebody else has made. */
  private static void own(FencedSite site) {
    RealApi.kubectlWith(
        """
        apiVersion: kafka.strimzi.io/v1
        kind: Kafka
        metadata: {name: %s, namespace: %s, labels: {made: here}}
        """
            .formatted(KafkaSite.CLUSTER, site.namespace()),
        "apply",
        "--server-side",
        "--field-manager=strimzi-dr",
        "--filename=-");
  }

  /** The mirror copies topics whose names begin so. */
  private String topic() {
    return name + "-dr-orders";
  }

  private String probe() {
    return name + "-probe";
  }

  private String offsets() {
    return "__%s-dr-offset".formatted(name);
  }

  private void close(String site) {
    Map<String, Object> options = new HashMap<>(fence());
    options.put("access", Map.of(site, "closed"));
    requireDone(Modules.call(new FenceModule(), options));
  }

  /** A client writes a record at prod. */
  void write() {
    RealKafka.other().write(topic(), "key", "value " + ++written, "all");
  }

  /** The mirror copies what there is. */
  void copy() {
    while (copied < written) {
      RealKafka.get().write(topic(), "key", "value " + ++copied, "all");
    }
    RealKafka.get()
        .write(
            offsets(),
            "[\"prod->dr.MirrorSourceConnector\",{\"cluster\":\"prod\",\"partition\":0,\"topic\":\"%s\"}]"
                .formatted(topic()),
            "{\"offset\":%d}".formatted(copied - 1),
            "all");
  }

  void begin(String kind) {
    record(Map.of("action", "begin", "move", kind, "to", "dr"));
  }

  /** Begins a failover to dr, which alone takes part. */
  void fail() {
    record(Map.of("action", "begin", "move", "failover", "to", "dr", "at", List.of("dr")));
  }

  /** The options of a failover. */
  Map<String, Object> lost(Map<String, ?> more) {
    Map<String, Object> options = options(Map.of("at", List.of("dr")));
    options.putAll(more);
    return options;
  }

  /** The same two sites, of which prod has no API server that answers. */
  List<Map<String, Object>> sitesWithoutProd() {
    return sites().stream()
        .map(site -> {
          Map<String, Object> one = new HashMap<>(site);
          if ("prod".equals(site.get("name"))) {
            one.put("host", "https://127.0.0.1:1");
          }
          return one;
        })
        .toList();
  }

  /** Where the logs would part now, as who only looks is told. */
  Map<String, Object> parted() {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", sites());
    options.putAll(
        Map.of(
            "source",
            "prod",
            "name",
            MIRROR,
            "listener",
            "clients",
            "user",
            RealKafka.SUPER_USER,
            "fork_points",
            true));
    JsonNode answer = requireDone(Modules.call(new MirrorInfoModule(), options));
    return new ObjectMapper()
        .convertValue(answer.path("fork_points"), new TypeReference<Map<String, Object>>() {});
  }

  JsonNode record(Map<String, Object> action) {
    Map<String, Object> options = new HashMap<>(action);
    options.put("sites", sites());
    return requireDone(Modules.call(new RecordModule(), options));
  }

  JsonNode read() {
    return record(Map.of("action", "read")).path("record");
  }

  /** What the record at dr says of the move, read by one request. */
  private String begun() {
    return api.get(new Ref(KnownKinds.CONFIG_MAP, dr.namespace(), "strimzi-dr-record"))
        .at("/data/record.json")
        .asText();
  }

  /** How the mirror is declared. */
  Map<String, Object> declared() {
    try {
      return new ObjectMapper()
          .convertValue(
              new YAMLMapper()
                  .readTree(TestMirror.yaml(dr.namespace(), MIRROR, "prod", "dr", "running")),
              new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a client may write at a site, which it has to be told at once. */
  boolean writes(String site) throws InterruptedException {
    FencedSite at = site.equals("prod") ? prod : dr;
    try (Producer<String, String> shop = at.producer(FencedSite.SHOP)) {
      Object unused = shop.send(at.record("by a client")).get();
      written += site.equals("prod") ? 1 : 0;
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(AuthorizationException.class);
      return false;
    }
  }

  /** How many ACLs of the denial each site has. */
  int denied(String site) {
    return (site.equals("prod") ? prod : dr).denial().size();
  }

  /** What is asked of both connectors. */
  String mirror() {
    return RealApi.kubectl(
        "get",
        "kmm2/" + MIRROR,
        "--ignore-not-found",
        "--namespace=" + dr.namespace(),
        "--output=jsonpath={.spec.mirrors[0].sourceConnector.state} {.spec.mirrors[0].checkpointConnector.state}");
  }

  JsonNode move(Map<String, ?> more) {
    return Modules.call(new MoveModule(), options(more));
  }

  Map<String, Object> options(Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(fence());
    options.putAll(Map.of("name", MIRROR, "topic", probe(), "patience", 2));
    options.putAll(more);
    return options;
  }

  private Map<String, Object> fence() {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", sites());
    options.putAll(
        Map.of(
            "listener",
            "clients",
            "user",
            RealKafka.SUPER_USER,
            "probe_user",
            FencedSite.PROBE,
            "super_users",
            Map.of("prod", List.of(RealKafka.SUPER_USER), "dr", List.of(RealKafka.SUPER_USER))));
    return options;
  }

  List<Map<String, Object>> sites() {
    return KafkaSite.pair("prod", prod.namespace(), "dr", dr.namespace());
  }

  /** Cuts a call off as soon as a step has begun at dr; whether it was before its end. */
  boolean cut(Map<String, Object> options, String step) throws InterruptedException {
    AtomicReference<JsonNode> answer = new AtomicReference<>();
    Thread call =
        new Thread(
            () -> answer.set(Modules.answer(Optional.of(Modules.RUN), new MoveModule(), options)));
    call.start();
    Awaitility.await(step)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !call.isAlive() || begun().contains("\"%s\"".formatted(step)));
    call.interrupt();
    call.join();
    JsonNode said = answer.get();
    return said == null || !said.path("done").asBoolean();
  }

  /** The steps that the record has of the move, by their names. */
  static List<String> steps(JsonNode record) {
    List<String> names = new ArrayList<>();
    record.at("/move/steps").forEach(step -> names.add(step.path("name").asText()));
    return names;
  }

  static JsonNode requireDone(JsonNode answer) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }

  @Override
  public void close() {
    api.close();
    prod.close();
    dr.close();
  }
}
