package dev.strimzidr.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SiteInfoModuleTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String NAMESPACE = "site-info";

  @BeforeAll
  static void prepare() throws IOException {
    TestAuthority authority = new TestAuthority(NOW, Duration.ofDays(30));
    TestAuthority former = new TestAuthority(NOW, Duration.ofDays(2));
    RealApi.serveStrimzi();
    RealApi.kubectl("create", "namespace", NAMESPACE);
    Path file = Files.createTempFile("site", ".yaml");
    Files.writeString(
        file,
        """
        {apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: c}, spec: {kafka: {version: 4.3.1, listeners: [
          {name: tls, port: 9093, type: internal, tls: true},
          {name: own, port: 9094, type: internal, tls: true,
            configuration: {brokerCertChainAndKey: {secretName: brought, certificate: tls.crt, key: tls.key}}},
          {name: plain, port: 9092, type: internal, tls: false}]}}}
        ---
        {apiVersion: kafka.strimzi.io/v1, kind: KafkaNodePool, metadata: {name: dual, labels: {strimzi.io/cluster: c}},
          spec: {replicas: 1, roles: [broker, controller], storage: {type: ephemeral}}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: c-cluster-ca-cert, annotations: {strimzi.io/ca-cert-generation: "3"}},
          data: {ca.crt: %s, ca-2026.crt: %s}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: c-dual-0}, data: {c-dual-0.crt: %s}}
        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: onlooker}}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: onlooker},
          rules: [{apiGroups: [kafka.strimzi.io], resources: [kafkas], verbs: [get]}]}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: onlooker},
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: onlooker},
          subjects: [{kind: ServiceAccount, name: onlooker}]}
        """
            .formatted(
                TestAuthority.encoded(authority.certificate()),
                TestAuthority.encoded(former.certificate()),
                authority.issue("c-kafka-bootstrap", "127.0.0.1").encodedCertificate()));
    RealApi.kubectl("apply", "--namespace=" + NAMESPACE, "-f", file.toString());
    RealApi.kubectl(
        "patch",
        "kafkanodepool/dual",
        "--namespace=" + NAMESPACE,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": {\"nodeIds\": [0]}}");
    Files.delete(file);
  }

  @Test
  void saysWhoseCertificatesThereAreAndUntilWhen() {
    JsonNode kafka = info(RealApi.options(where())).path("kafka");

    JsonNode certificate = kafka.path("listeners").path(0).path("certificates").path(0);
    assertThat(certificate.path("secret").asText()).isEqualTo("c-dual-0");
    assertThat(certificate.path("names").toString())
        .isEqualTo("[\"c-kafka-bootstrap\",\"127.0.0.1\"]");
    assertThat(certificate.path("days_left").asInt()).isEqualTo(30);
    assertThat(certificate.path("not_after").asText()).isEqualTo("2026-12-24T12:00:00Z");
    JsonNode cluster = kafka.path("authorities").path(0);
    assertThat(cluster.path("fingerprint").asText()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(cluster.path("generation").asText()).isEqualTo("3");
    assertThat(cluster.path("also_trusted")).hasSize(1);
    assertThat(cluster.path("why").asText()).isEmpty();
  }

  @Test
  void aPodThatItsSetWantsAnewIsRolling() {
    apply(
        """
        {apiVersion: core.strimzi.io/v1, kind: StrimziPodSet,
          metadata: {name: c-dual, labels: {strimzi.io/cluster: c, strimzi.io/name: c-kafka}},
          spec: {selector: {matchLabels: {strimzi.io/cluster: c}}, pods: [
            {metadata: {name: c-dual-0, annotations: {strimzi.io/revision: new}}},
            {metadata: {name: c-dual-1, annotations: {strimzi.io/revision: new}}}]}}
        ---
        {apiVersion: v1, kind: Pod,
          metadata: {name: c-dual-0, labels: {strimzi.io/cluster: c, strimzi.io/name: c-kafka},
            annotations: {strimzi.io/revision: old}},
          spec: {automountServiceAccountToken: false, containers: [{name: kafka, image: none}]}}
        """);
    JsonNode kafka = info(RealApi.options(where())).path("kafka");
    assertThat(kafka.path("rolling"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "StrimziPodSet c-dual has just changed",
            "Pod c-dual-0 is to be replaced: it has an old revision",
            "Pod c-dual-1 is not there");
    assertThat(kafka.path("unreadable")).isEmpty();
  }

  private static void apply(String resources) {
    RealApi.kubectlWith(
        resources, "apply", "--server-side", "--namespace=" + NAMESPACE, "--filename=-");
  }

  @Test
  void whatIsNotThereIsNullAndSaysWhy() {
    JsonNode kafka = info(RealApi.options(where())).path("kafka");

    JsonNode own = kafka.path("listeners").path(1);
    assertThat(own.path("certificates").isNull()).isTrue();
    assertThat(own.path("certificates_why").asText())
        .isEqualTo("there is no Secret brought in namespace site-info");
    assertThat(kafka.path("listeners").path(2).path("certificates")).isEmpty();
    JsonNode clients = kafka.path("authorities").path(1);
    assertThat(clients.path("days_left").isNull()).isTrue();
    assertThat(clients.path("why").asText()).contains("c-clients-ca-cert");
  }

  @Test
  void whatTheAccountMayNotReadIsNullAndSaysWhy() {
    Map<String, Object> options = new HashMap<>(where());
    options.put(
        "host", RealApi.kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}"));
    options.put(
        "api_key",
        RealApi.kubectl("create", "token", "onlooker", "--namespace=" + NAMESPACE).strip());
    options.put("validate_certs", false);
    options.put("operator_namespace", "elsewhere");

    JsonNode answer = info(options);

    JsonNode kafka = answer.path("kafka");
    assertThat(kafka.path("found").asBoolean()).as(answer.toString()).isTrue();
    assertThat(kafka.path("pods_not_ready").isNull()).isTrue();
    for (String field : new String[] {"node_pools", "rolling", "mirrors", "topics", "users"}) {
      assertThat(kafka.path(field).isNull()).as(field).isTrue();
      assertThat(kafka.path("unreadable").path(field).asText()).contains("forbidden");
    }
    assertThat(kafka.path("authorities").path(0).path("fingerprint").isNull()).isTrue();
    assertThat(kafka.path("authorities").path(0).path("why").asText()).contains("forbidden");
    assertThat(kafka.path("listeners").path(0).path("certificates").isNull()).isTrue();
    assertThat(answer.path("operator").path("ready").isNull()).isTrue();
    assertThat(answer.path("operator").path("why").asText()).contains("forbidden");
  }

  private static Map<String, Object> where() {
    return Map.of("namespace", NAMESPACE, "cluster", "c");
  }

  private static JsonNode info(Map<String, ?> options) {
    JsonNode answer = Modules.call(new SiteInfoModule(Clock.fixed(NOW, ZoneOffset.UTC)), options);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }
}
