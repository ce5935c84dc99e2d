package dev.strimzidr.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.TestAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two namespaces of one real API server stand for two sites. */
class CredentialsModuleTest {
  private static final Map<String, Object> RENEW =
      Map.of("renew", List.of("cluster_ca", "clients_ca", "passwords"), "renewal", "2026-11");

  private static final Map<String, Object> PASSWORDS =
      Map.of("authorities", false, "renew", List.of("passwords"), "renewal", "2026-11");

  @Test
  void isMadeRenewedAndThenLeftAlone() {
    Pair pair = Pair.create("renew");
    JsonNode made = pair.run(Map.of());
    String key = pair.value("prod", "c-cluster-ca", "ca\\.key");
    String password = pair.value("prod", "my-user", "password");
    assertThat(made.path("changed").asBoolean()).as(made.toString()).isTrue();
    assertThat(made.path("authorities").path(0).path("days_left").asInt()).isEqualTo(99);
    assertThat(pair.run(Map.of()).path("changed").asBoolean()).isFalse();

    JsonNode predicted = Modules.check(new CredentialsModule(), pair.options(RENEW));
    assertThat(predicted.path("changed").asBoolean()).isTrue();
    assertThat(pair.value("prod", "my-user", "password")).isEqualTo(password);
    JsonNode renewed = pair.run(RENEW);

    assertThat(renewed.path("failed").asBoolean()).as(renewed.toString()).isFalse();
    assertThat(renewed.toString()).doesNotContain(password, key);
    assertThat(fingerprint(renewed)).isNotEqualTo(fingerprint(made));
    for (String site : List.of("prod", "dr")) {
      assertThat(pair.value(site, "c-cluster-ca", "ca\\.key")).isEqualTo(key);
      assertThat(pair.generation(site)).isEqualTo("1");
      assertThat(pair.value(site, "peer", "ca\\.crt"))
          .isEqualTo(pair.value("prod", "c-cluster-ca-cert", "ca\\.crt"));
      assertThat(pair.value(site, "my-user", "password"))
          .isEqualTo(pair.value("prod", "my-user", "password"))
          .isNotEqualTo(password);
    }
    assertThat(pair.run(RENEW).path("changed").asBoolean()).isFalse();
    assertThat(pair.run(Map.of()).path("changed").asBoolean()).isFalse();
    JsonNode again =
        pair.run(Map.of("authorities", false, "renew", List.of("passwords"), "renewal", "2026-12"));
    assertThat(again.path("secrets")).hasSize(2);
  }

  @Test
  void operatorsAreToldToLookAtWhatUsesTheNewSecrets() {
    Pair pair = Pair.create("prompt");
    pair.run(Map.of());
    pair.kafka("prod");
    pair.user("dr", "shop", "my-user");
    pair.user("dr", "billing", "another");
    assertThat(pair.run(Map.of()).path("prompted")).isEmpty();
    assertThat(Modules.check(new CredentialsModule(), pair.options(RENEW)).path("prompted"))
        .isEmpty();

    JsonNode renewed = pair.run(RENEW);

    assertThat(renewed.path("prompted"))
        .extracting(told -> told.path("site").asText() + " " + told.path("name").asText())
        .containsExactlyInAnyOrder("prod c", "dr shop");
    assertThat(pair.looksAgain("prod", "kafka/c")).isNotEmpty();
    assertThat(pair.looksAgain("dr", "kafkauser/shop")).isNotEmpty();
    assertThat(pair.looksAgain("dr", "kafkauser/billing")).isEmpty();
  }

  @Test
  void aRenewalThatWasCutOffBetweenTheSitesIsCarriedToItsEnd() {
    Pair pair = Pair.create("cut");
    pair.run(Map.of("authorities", false));
    String former = pair.value("dr", "my-user", "password");
    JsonNode renewed = pair.run(PASSWORDS);
    assertThat(renewed.path("failed").asBoolean()).as(renewed.toString()).isFalse();
    pair.patch(
        "dr",
        "my-user",
        "{\"metadata\":{\"annotations\":null},\"data\":{\"password\":\"%s\"}}".formatted(former));

    JsonNode refused = pair.run(Map.of("authorities", false));
    assertThat(refused.path("reason").asText()).isEqualTo("contradiction");
    assertThat(refused.path("msg").asText())
        .contains("password my-user", "prod and dr", "of the renewal 2026-11")
        .doesNotContain(former);

    JsonNode ended = pair.run(PASSWORDS);
    assertThat(ended.path("secrets")).as(ended.toString()).hasSize(1);
    assertThat(pair.value("dr", "my-user", "password"))
        .isEqualTo(pair.value("prod", "my-user", "password"))
        .isNotEqualTo(former);
  }

  @Test
  void sitesThatDifferAreLeftAloneUntilItIsSaidWhoseHolds() {
    Pair pair = Pair.create("differ");
    TestAuthority other = new TestAuthority(Instant.now(), Duration.ofDays(20));
    pair.run(Map.of());
    String former = pair.value("dr", "c-cluster-ca-cert", "ca\\.crt");
    pair.patch(
        "prod",
        "c-cluster-ca-cert",
        "{\"data\":{\"ca.crt\":\"%s\"}}".formatted(TestAuthority.encoded(other.certificate())));
    pair.patch(
        "prod",
        "c-cluster-ca",
        "{\"data\":{\"ca.key\":\"%s\"}}".formatted(TestAuthority.encoded(other.key())));
    pair.kafka("dr");

    JsonNode refused = pair.run(Map.of());
    assertThat(refused.path("reason").asText()).isEqualTo("contradiction");
    assertThat(refused.path("msg").asText())
        .containsPattern("prod: fingerprint [0-9A-F:]{95}; dr: fingerprint [0-9A-F:]{95}");
    JsonNode running = pair.run(Map.of("prefer", "prod"));
    assertThat(running.path("msg").asText()).contains("strimzi.io/pause-reconciliation=true");

    pair.pause("dr");
    JsonNode replaced = pair.run(Map.of("prefer", "prod"));

    assertThat(replaced.path("failed").asBoolean()).as(replaced.toString()).isFalse();
    assertThat(pair.value("dr", "c-cluster-ca-cert", "ca\\.crt"))
        .isEqualTo(TestAuthority.encoded(other.certificate()));
    assertThat(pair.value("dr", "c-cluster-ca", "ca\\.key"))
        .isEqualTo(TestAuthority.encoded(other.key()));
    assertThat(pair.generation("dr")).isEqualTo("1");
    for (String site : List.of("prod", "dr")) {
      assertThat(pair.data(site, "peer"))
          .contains(former, TestAuthority.encoded(other.certificate()));
    }
    assertThat(pair.data("dr", "c-cluster-ca-cert")).contains(former);
    assertThat(pair.run(Map.of()).path("changed").asBoolean()).isFalse();
  }

  @Test
  void impossibleCombinationsAreRefusedBeforeAnythingIsTouched() {
    Pair pair = Pair.create("impossible");
    for (Map<String, Object> options :
        List.<Map<String, Object>>of(
            Map.of("renew", List.of("passwords")),
            Map.of("renew", List.of("everything"), "renewal", "x"),
            Map.of("renew", List.of("cluster_ca"), "renewal", "x", "authorities", false),
            Map.of("prefer", "elsewhere"))) {
      assertThat(pair.run(options).path("reason").asText())
          .as(options.toString())
          .isEqualTo("invalid_argument");
    }
  }

  private static String fingerprint(JsonNode answer) {
    return answer.path("authorities").path(0).path("fingerprint").asText();
  }

  /** Two sites in namespaces of their own. */
  private record Pair(String name) {
    static Pair create(String name) {
      for (String site : List.of("prod", "dr")) {
        RealApi.kubectl("create", "namespace", "credentials-%s-%s".formatted(name, site));
      }
      return new Pair(name);
    }

    JsonNode run(Map<String, ?> more) {
      return Modules.call(new CredentialsModule(), options(more));
    }

    Map<String, Object> options(Map<String, ?> more) {
      Map<String, Object> options = new HashMap<>();
      options.put("sites", List.of(site("prod"), site("dr")));
      options.put("authority_days", 100);
      options.put("passwords", List.of("my-user"));
      options.put("peer_trust", "peer");
      options.putAll(more);
      return options;
    }

    String value(String site, String secret, String key) {
      return get(site, secret, "{.data.%s}".formatted(key));
    }

    String data(String site, String secret) {
      return get(site, secret, "{.data}");
    }

    String generation(String site) {
      return get(
          site, "c-cluster-ca-cert", "{.metadata.annotations.strimzi\\.io/ca-cert-generation}");
    }

    void patch(String site, String secret, String patch) {
      RealApi.kubectl(
          "patch", "secret", secret, "--namespace=" + namespace(site), "--type=merge", "-p", patch);
    }

    void kafka(String site) {
      RealApi.serveStrimzi();
      make(
          """
          {"apiVersion": "kafka.strimzi.io/v1", "kind": "Kafka",
           "metadata": {"name": "c", "namespace": "%s"},
           "spec": {"kafka": {"listeners":
             [{"name": "tls", "port": 9093, "type": "internal", "tls": true}]}}}
          """
              .formatted(namespace(site)));
    }

    void user(String site, String name, String secret) {
      make(
          """
          {"apiVersion": "kafka.strimzi.io/v1", "kind": "KafkaUser",
           "metadata": {"name": "%s", "namespace": "%s"},
           "spec": {"authentication": {"type": "scram-sha-512",
             "password": {"valueFrom": {"secretKeyRef": {"name": "%s", "key": "password"}}}}}}
          """
              .formatted(name, namespace(site), secret));
    }

    String looksAgain(String site, String resource) {
      return RealApi.kubectl(
          "get",
          resource,
          "--namespace=" + namespace(site),
          "-o",
          "jsonpath={.metadata.annotations.strimzi-dr/look-again}");
    }

    private static void make(String resource) {
      RealApi.kubectlWith(resource, "create", "--filename=-");
    }

    void pause(String site) {
      RealApi.kubectl(
          "annotate",
          "kafka",
          "c",
          "--namespace=" + namespace(site),
          "strimzi.io/pause-reconciliation=true");
    }

    private String get(String site, String secret, String path) {
      return RealApi.kubectl(
          "get", "secret", secret, "--namespace=" + namespace(site), "-o", "jsonpath=" + path);
    }

    private Map<String, Object> site(String site) {
      return RealApi.options(Map.of("name", site, "namespace", namespace(site), "cluster", "c"));
    }

    private String namespace(String site) {
      return "credentials-%s-%s".formatted(name, site);
    }
  }
}
