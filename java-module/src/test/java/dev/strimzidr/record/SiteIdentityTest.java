package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Namespaces of one real API server stand for the sites, and for places that are none. */
class SiteIdentityTest {
  @BeforeAll
  static void strimzi() {
    RealApi.serveStrimzi();
  }

  @Test
  void theRecordKnowsASiteByItsNamespacesFirstAndByItsKafkaClusterWhenThatIsThere() {
    Pair pair = Pair.create("learns");
    JsonNode first = pair.create(Map.of());
    assertThat(first.at("/record/revision").asInt()).as(first.toString()).isEqualTo(1);
    assertThat(first.at("/record/identities/prod/kube_system").asText())
        .isEqualTo(uid("kube-system"));
    assertThat(first.at("/record/identities/dr/namespace").asText())
        .isEqualTo(uid(pair.namespace("dr")));
    assertThat(first.path("unidentified")).hasToString("[\"prod\",\"dr\"]");
    pair.kafka("prod", "kafka-p", true);
    pair.kafka("dr", "kafka-d", true);
    JsonNode predicted =
        Modules.check(new RecordModule(), pair.options("create", Map.of("home_site", "prod")));
    JsonNode second = pair.create(Map.of());
    assertThat(predicted.path("record")).isEqualTo(second.path("record"));
    assertThat(second.path("changed").asBoolean()).isTrue();
    assertThat(second.at("/record/identities/dr/kafka").asText()).isEqualTo("kafka-d");
    assertThat(second.path("unidentified")).isEmpty();
    assertThat(pair.create(Map.of()).path("changed").asBoolean()).isFalse();
    assertThat(pair.run("read", Map.of()).path("holders")).isEmpty();
  }

  @Test
  void anotherPlaceIsRefusedByEveryActionAndTakenInAsRebuiltOnlyAsTheStandby() {
    Pair pair = Pair.create("rebuilt");
    pair.create(Map.of());
    pair.kafka("prod", "kafka-p", true);
    pair.kafka("dr", "kafka-d", true);
    pair.create(Map.of());
    RealApi.kubectl("delete", "namespace", pair.namespace("dr"), "--wait=false");
    Pair elsewhere = new Pair(pair.name(), "elsewhere");
    RealApi.kubectl("create", "namespace", elsewhere.namespace("dr"));
    for (JsonNode refused :
        List.of(
            elsewhere.create(Map.of()),
            elsewhere.run("read", Map.of()),
            elsewhere.run("begin", Map.of("move", "switchover", "to", "dr")))) {
      assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("wrong_site");
      assertThat(refused.path("msg").asText())
          .contains("dr (https://", "is another one: it has UID", "record_rebuilt_site=dr");
    }
    Map<String, Object> rebuilt = Map.of("rebuilt_site", "dr");
    assertThat(elsewhere.run("read", rebuilt).at("/sites/dr/state").asText()).isEqualTo("missing");
    JsonNode taken = elsewhere.create(rebuilt);
    assertThat(taken.at("/record/identities/dr/namespace").asText())
        .as(taken.toString())
        .isEqualTo(uid(elsewhere.namespace("dr")));
    assertThat(taken.at("/record/identities/dr/kafka").isNull()).isTrue();
    assertThat(elsewhere.run("read", Map.of()).at("/sites/dr/state").asText()).isEqualTo("present");
    assertThat(elsewhere.create(rebuilt).path("changed").asBoolean()).isFalse();
    pair.kafka("prod", "kafka-new", true);
    JsonNode active = elsewhere.create(Map.of("rebuilt_site", "prod"));
    assertThat(active.path("msg").asText()).contains("prod is the active site: rebuilt, it has");
  }

  @Test
  void kubeconfigsExchangedBetweenTwoNamespacesAreNoFirstRollout() {
    Pair pair = Pair.create("exchanged");
    pair.create(Map.of());
    // Seen from exchanged kubeconfigs each namespace is empty, and the record is in the other one.
    RealApi.kubectl(
        "delete", "configmap", "strimzi-dr-record", "--namespace=" + pair.namespace("dr"));
    Map<String, Object> options = pair.options("create", Map.of("home_site", "prod"));
    Map<String, Object> dr = new HashMap<>(pair.site("dr"));
    dr.put("namespace", pair.namespace("prod"));
    Map<String, Object> prod = new HashMap<>(pair.site("prod"));
    prod.put("namespace", pair.namespace("dr"));
    options.put("sites", List.of(prod, dr));
    JsonNode refused = Modules.call(new RecordModule(), options);
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("wrong_site");
    assertThat(refused.path("msg").asText()).contains("are the two entries exchanged?");
  }

  @Test
  void aRecordOfBeforeTakesInAStandbyThatHasNone() throws IOException {
    Pair pair = Pair.create("before");
    JsonNode first = pair.create(Map.of());
    ObjectNode before = first.path("record").deepCopy();
    before.remove("identities");
    pair.store("prod", before);
    RealApi.kubectl(
        "delete", "configmap", "strimzi-dr-record", "--namespace=" + pair.namespace("dr"));
    JsonNode taken = pair.create(Map.of("rebuilt_site", "dr"));
    assertThat(taken.at("/record/history/1/why").asText())
        .as(taken.toString())
        .contains("dr was rebuilt");
    assertThat(taken.at("/record/identities/dr/namespace").asText())
        .isEqualTo(uid(pair.namespace("dr")));
  }

  @Test
  void anAccountThatMayNotReadNamespacesKnowsASiteByItsKafkaCluster() {
    Pair pair = Pair.create("narrow");
    Map<String, Object> options = pair.narrow();
    JsonNode bare = Modules.call(new RecordModule(), options);
    assertThat(bare.at("/record/identities/dr/namespace").isNull()).as(bare.toString()).isTrue();
    assertThat(bare.at("/record/identities/dr/kube_system").isNull()).isTrue();
    pair.kafka("prod", "kafka-p", true);
    pair.kafka("dr", "kafka-d", true);
    JsonNode known = Modules.call(new RecordModule(), options);
    assertThat(known.path("unidentified")).as(known.toString()).isEmpty();
    pair.kafka("dr", "kafka-new", true);
    assertThat(Modules.call(new RecordModule(), options).path("msg").asText())
        .contains("its Kafka cluster is another one: it has ID kafka-new");
  }

  @Test
  void aKafkaClusterThatSomebodyElseMadeIsRefusedAlsoWhereARecordIsRestored() {
    Pair pair = Pair.create("foreign");
    pair.kafka("prod", "kafka-p", false);
    for (Map<String, Object> options :
        List.<Map<String, Object>>of(Map.of(), Map.of("restore_active", "prod"))) {
      JsonNode refused = pair.create(options);
      assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("wrong_site");
      assertThat(refused.path("msg").asText())
          .contains("a Kafka cluster of the name that this project did not make");
    }
    assertThat(pair.run("read", Map.of()).path("msg").asText()).contains("record_restore_active");
    pair.kafka("prod", "kafka-p", true);
    JsonNode restored = pair.create(Map.of("restore_active", "prod"));
    assertThat(restored.at("/record/identities/prod/kafka").asText())
        .as(restored.toString())
        .isEqualTo("kafka-p");
  }

  private static String uid(String namespace) {
    return RealApi.kubectl("get", "namespace", namespace, "--output=jsonpath={.metadata.uid}");
  }

  private record Pair(String name, String standby) {
    static Pair create(String name) {
      Pair pair = new Pair(name, "dr");
      for (String site : List.of("prod", "dr")) {
        RealApi.kubectl("create", "namespace", pair.namespace(site));
      }
      return pair;
    }

    JsonNode create(Map<String, ?> more) {
      Map<String, Object> options = new HashMap<>(more);
      options.put("home_site", "prod");
      return run("create", options);
    }

    JsonNode run(String action, Map<String, ?> more) {
      return Modules.call(new RecordModule(), options(action, more));
    }

    Map<String, Object> options(String action, Map<String, ?> more) {
      Map<String, Object> options = new HashMap<>();
      options.put("sites", List.of(site("prod"), site("dr")));
      options.putAll(more);
      options.put("action", action);
      return options;
    }

    Map<String, Object> site(String site) {
      return RealApi.site(site, namespace(site));
    }

    /** Creates the record by an account that may not read namespaces. */
    Map<String, Object> narrow() {
      String account = "--namespace=" + namespace("prod");
      RealApi.kubectl("create", "serviceaccount", "narrow", account);
      for (String site : List.of("prod", "dr")) {
        String there = "--namespace=" + namespace(site);
        RealApi.kubectl(
            "create",
            "role",
            "narrow",
            there,
            "--verb=get,list,watch,create,update,patch,delete",
            "--resource=configmaps,leases.coordination.k8s.io,kafkas.kafka.strimzi.io,kafkanodepools.kafka.strimzi.io");
        RealApi.kubectl(
            "create",
            "rolebinding",
            "narrow",
            there,
            "--role=narrow",
            "--serviceaccount=%s:narrow".formatted(namespace("prod")));
      }
      String host =
          RealApi.kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}");
      String token = RealApi.kubectl("create", "token", "narrow", account).strip();
      List<Map<String, Object>> sites =
          List.of("prod", "dr").stream()
              .<Map<String, Object>>map(site ->
                  Map.of(
                      "name",
                      site,
                      "namespace",
                      namespace(site),
                      "cluster",
                      "my-cluster",
                      "host",
                      host,
                      "api_key",
                      token,
                      "validate_certs",
                      false))
              .toList();
      return Map.of("sites", sites, "action", "create", "home_site", "prod");
    }

    void store(String site, JsonNode record) throws IOException {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode patch = mapper.createObjectNode();
      patch.putObject("data").put("record.json", mapper.writeValueAsString(record));
      RealApi.kubectl(
          "patch",
          "configmap",
          "strimzi-dr-record",
          "--namespace=" + namespace(site),
          "--type=merge",
          "--patch=" + patch);
    }

    String namespace(String site) {
      return "identity-%s-%s".formatted(name, site.equals("dr") ? standby : site);
    }

    void kafka(String site, String id, boolean ours) {
      RealApi.kubectlWith(
          """
          {"apiVersion": "kafka.strimzi.io/v1", "kind": "Kafka",
           "metadata": {"name": "my-cluster", "namespace": "%s"},
           "spec": {"kafka": {"listeners": [{"name": "plain", "port": 9092, "type": "internal", "tls": false}]}}}
          """
              .formatted(namespace(site)),
          "apply",
          "--server-side",
          "--field-manager=" + (ours ? ApplyOptions.FIELD_MANAGER : "somebody"),
          "--filename=-");
      RealApi.kubectl(
          "patch",
          "kafka",
          "my-cluster",
          "--namespace=" + namespace(site),
          "--subresource=status",
          "--type=merge",
          "--patch={\"status\":{\"clusterId\":\"%s\"}}".formatted(id));
    }
  }
}
