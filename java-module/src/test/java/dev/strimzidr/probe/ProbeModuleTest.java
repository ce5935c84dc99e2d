package dev.strimzidr.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealKafka;
import dev.strimzidr.testing.TestAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a client can be kept out, at a real broker and a real API server. */
class ProbeModuleTest {
  private static final RealKafka KAFKA = RealKafka.get();

  @BeforeAll
  static void prepare() {
    TestAuthority stranger = new TestAuthority(Instant.now(), Duration.ofDays(1));
    KafkaSite.create(
        ProbeSite.NAMESPACE,
        Map.of(
            "clients", new KafkaSite.Given(KAFKA.address("clients"), KAFKA.authority(), true),
            "lost", new KafkaSite.Given(KAFKA.address("lost"), KAFKA.authority(), true),
            "stranger", new KafkaSite.Given(KAFKA.address("clients"), stranger.certificate(), true),
            "plain", new KafkaSite.Given(KAFKA.address("plain"), "", false)),
        Map.of(
            "writer", RealKafka.PASSWORD,
            "reader", RealKafka.PASSWORD,
            "liar", "something-else"));
    KAFKA.topic("probe", Map.of());
    KAFKA.allow("writer", "probe", AclOperation.WRITE, AclOperation.READ);
    KAFKA.allow("reader", "probe", AclOperation.READ);
    KAFKA.allow("writer", "absent", AclOperation.ALL);
  }

  @Test
  void aRecordGoesThroughAndEveryStepSaysHowLongItTook() {
    JsonNode answer = probe(Map.of());

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(steps(answer))
        .containsExactly(
            "look up",
            "resolve 127.53.0.1",
            "connect 127.53.0.1",
            "TLS 127.53.0.1",
            "authenticate",
            "find topic",
            "open reader",
            "write",
            "read");
    answer
        .path("steps")
        .forEach(step -> assertThat(step.path("seconds").asDouble()).isNotNegative());
    assertThat(answer.path("brokers").asInt()).isEqualTo(1);
    assertThat(answer.path("advertised").path(0).path("address").asText())
        .isEqualTo(KAFKA.address("clients"));
    assertThat(answer.path("endpoints").path(0).path("names"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("127.53.0.1", "kafka.probe.test", "half.probe.test");
    assertThat(answer.path("endpoints").path(0).path("days_left").asInt()).isEqualTo(29);
    assertThat(answer.path("endpoints").path(0).path("fingerprint").asText()).hasSize(95);
  }

  @Test
  void aListenerWithoutTlsHasNoCertificate() {
    JsonNode answer = probe(Map.of("listener", "plain"));

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("endpoints")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} at step {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a name that is not there        | dns             | resolve gone.probe.test  | {"bootstrap_servers": "gone.probe.test:1"}
          a name that is not in the certificate | name_mismatch | TLS 127.53.0.1       | {"bootstrap_servers": "other.probe.test:CLIENTS"}
          an address where nobody listens | unreachable     | connect 127.53.0.1       | {"bootstrap_servers": "127.53.0.1:NOBODY"}
          one of two addresses is dead    | unreachable     | connect 127.53.0.2       | {"bootstrap_servers": "half.probe.test:CLIENTS"}
          a certificate of another CA     | tls             | TLS 127.53.0.1           | {"listener": "stranger"}
          a port that does not speak TLS  | tls             | TLS 127.53.0.1           | {"bootstrap_servers": "127.53.0.1:PLAIN"}
          a password that is wrong        | unauthenticated | authenticate             | {"user": "liar"}
          a broker that sends clients to nowhere | unreachable | broker 0: connect 127.53.0.1 | {"listener": "lost", "timeout": 5}
          a user who may not write        | forbidden       | write                    | {"user": "reader"}
          a topic that the user may not see | forbidden     | find topic               | {"user": "reader", "topic": "absent"}
          a topic that is not there       | not_found       | find topic               | {"topic": "absent"}
          a write that should be refused  | not_refused     | refuse                   | {"expect": "refused"}
          a topic not there to be refused | not_found       | find topic               | {"topic": "absent", "expect": "refused"}
          a user without a Secret         | not_found       | look up                  | {"user": "nobody"}
          a listener that is not there    | not_found       | look up                  | {"listener": "other"}
          """)
  void isToldApart(String what, String reason, String step, String options) {
    JsonNode answer = probe(ProbeSite.options(options, KAFKA));

    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo(reason);
    assertThat(answer.path("failed_step").asText()).as(answer.toString()).isEqualTo(step);
    assertThat(answer.path("msg").asText()).isNotBlank();
    double took = 0;
    for (JsonNode each : answer.path("steps")) {
      took += each.path("seconds").asDouble();
    }
    assertThat(took).as("seconds until it was said: %s", answer).isCloseTo(0, within(8.0));
    assertThat(answer.toString()).doesNotContain(RealKafka.PASSWORD, "something-else");
  }

  @Test
  void aWriteThatIsRefusedAsExpectedIsASuccess() {
    JsonNode answer = probe(Map.of("user", "reader", "expect", "refused"));

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("refusal").asText()).contains("Not authorized");
  }

  @Test
  void aTopicThatTheUserMayNotSeeIsRefusedToo() {
    JsonNode answer = probe(Map.of("user", "reader", "topic", "hidden", "expect", "refused"));

    assertThat(answer.path("refusal").asText()).as(answer.toString()).contains("Not authorized");
  }

  @Test
  void aBrokerThatIsFrozenIsATimeout() {
    KAFKA.freeze(true);
    try {
      JsonNode answer = probe(Map.of("timeout", 1));

      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
      assertThat(answer.path("failed_step").asText()).isEqualTo("TLS 127.53.0.1");
      assertThat(answer.path("msg").asText()).contains("frozen");
    } finally {
      KAFKA.freeze(false);
    }
  }

  @Test
  void nothingIsWrittenInCheckMode() {
    JsonNode answer = Modules.check(new ProbeModule(), ProbeSite.with(Map.of()));

    assertThat(steps(answer)).endsWith("find topic").doesNotContain("write");
  }

  private static JsonNode probe(Map<String, ?> more) {
    return Modules.call(new ProbeModule(), ProbeSite.with(new HashMap<>(more)));
  }

  private static List<String> steps(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer.path("steps").forEach(step -> names.add(step.path("name").asText()));
    return names;
  }
}
