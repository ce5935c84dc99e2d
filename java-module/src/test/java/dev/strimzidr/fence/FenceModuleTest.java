package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A site whose API server answers and whose Kafka does not. */
class FenceModuleTest {
  private static final String PROD = "fence-prod";
  private static final String DR = "fence-dr";

  @BeforeAll
  static void loseKafka() {
    KafkaSite.Given dead = new KafkaSite.Given(RealKafka.get().address("nobody"), "", false);
    for (String site : List.of(PROD, DR)) {
      KafkaSite.create(site, Map.of("plain", dead), Map.of());
      KafkaSite.authorize(site);
    }
    RealApi.kubectlWith(
        """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaUser
        metadata: {name: shop, namespace: %s, labels: {strimzi.io/cluster: %s}}
        spec:
          authentication: {type: scram-sha-512}
          authorization:
            type: simple
            acls:
              - {resource: {type: topic, name: orders}, operations: [Read, Write, Describe]}
              - {resource: {type: transactionalId, name: shop}, operations: [Write, Describe]}
        """
            .formatted(PROD, KafkaSite.CLUSTER),
        "apply",
        "--filename=-");
  }

  @Test
  void clientsAreClosedOutAllTheSame() {
    Map<String, Object> options = options(1);
    JsonNode answer = Modules.call(new FenceModule(), options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(
            RealApi.kubectl(
                "get",
                "kafkauser/shop",
                "--namespace=" + PROD,
                "--output=jsonpath={.spec.authorization.acls[*].operations}"))
        .isEqualTo("[\"Describe\"] [\"Describe\"]");

    // Nobody has to close it any more: it is a matter of showing it.
    JsonNode again = Modules.call(new FenceModule(), options);
    assertThat(again.path("reason").asText()).as(again.toString()).isEqualTo("timeout");
    assertThat(again.path("msg").asText()).doesNotContain("transactions");
  }

  /** A failover waits no longer for a site that is lost than it says. */
  @Test
  @Timeout(60)
  void oneRequestIsNotWaitedForLongerThanForAll() {
    JsonNode answer = Modules.call(new FenceModule(), options(600));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
  }

  private static Map<String, Object> options(int requestTimeout) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", KafkaSite.pair("prod", PROD, "dr", DR));
    options.put("access", Map.of("prod", "closed"));
    options.putAll(Map.of("listener", "plain", "user", "nobody", "wait_timeout", 2));
    options.put("request_timeout", requestTimeout);
    return options;
  }
}
