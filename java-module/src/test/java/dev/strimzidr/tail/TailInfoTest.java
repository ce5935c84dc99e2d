package dev.strimzidr.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of tails that are kept, with a real broker at each site. */
class TailInfoTest {
  @TempDir private Path temporary;

  @BeforeAll
  static void prepare() {
    OldSite.createOnce();
    ActiveSite.createOnce();
  }

  @Test
  void eachTailIsNamedWithItsRecordsAndWhenTheyExpire() {
    keep("info-plain", Map.of());
    keep("info-ever", Map.of("retention_days", 0));
    keep("info-gone", Map.of());
    ActiveSite.admin(admin ->
        admin
            .deleteRecords(
                Map.of(
                    new TopicPartition("strimzi-dr-tail-info-gone", 0),
                    RecordsToDelete.beforeOffset(1)))
            .all()
            .get());
    ActiveSite.kafka().topic("strimzi-dr-tail-info-empty", Map.of());

    JsonNode answer = info(ActiveSite.NAMESPACE);

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(answer.path("unknown")).isEmpty();
    JsonNode plain = tail(answer, "strimzi-dr-tail-info-plain");
    assertThat(plain.path("site").asText()).isEqualTo("dr");
    assertThat(plain.path("source").asText()).isEqualTo("prod");
    assertThat(plain.path("at").asText()).isEqualTo(OldSite.AT);
    assertThat(plain.path("records").asLong()).isEqualTo(3);
    assertThat(plain.path("bytes").asLong()).isEqualTo(3);
    assertThat(plain.path("why").isNull()).isTrue();
    assertThat(Instant.parse(plain.path("expires").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(90)));
    assertThat(tail(answer, "strimzi-dr-tail-info-ever").path("expires").isNull()).isTrue();
    assertThat(tail(answer, "strimzi-dr-tail-info-gone").path("why").asText())
        .contains("retention has deleted what was before offset 1");
    assertThat(tail(answer, "strimzi-dr-tail-info-empty").path("records").asLong()).isZero();
  }

  @Test
  void aTailThatWasCutOffIsNotWhole() {
    fill("info-cut");
    Pace cut =
        new Pace(
            1,
            () -> {
              throw new dev.strimzidr.module.ModuleFailure(
                  dev.strimzidr.module.Reason.INTERNAL, "cut off");
            });
    ActiveSite.keep(
        new TailModule(cut),
        "info-cut",
        OldSite.copied("info-cut", 0L),
        temporary.resolve("cut"),
        "strimzi-dr-tail-info-cut");

    JsonNode found = tail(info(ActiveSite.NAMESPACE), "strimzi-dr-tail-info-cut");

    assertThat(found.path("records").asLong()).isEqualTo(1);
    assertThat(found.path("why").asText()).contains("its export was cut off");
  }

  @Test
  void aSiteThatCannotBeAskedIsNotOneWithoutTails() {
    JsonNode answer = info("nowhere");

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("unknown")).hasSize(1);
    assertThat(answer.path("unknown").path(0).path("site").asText()).isEqualTo("dr");
    assertThat(answer.path("unknown").path(0).path("reason").asText()).isEqualTo("not_found");
    assertThat(answer.path("unknown").path(0).path("msg").asText()).isNotBlank();
  }

  private void keep(String topic, Map<String, ?> more) {
    fill(topic);
    Map<String, Object> options =
        ActiveSite.options(
            topic,
            OldSite.copied(topic, 0L),
            "strimzi-dr-tail-" + topic,
            ActiveSite.kept(temporary.resolve(topic)));
    options.putAll(more);
    JsonNode answer = Modules.call(new TailModule(), options);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
  }

  private static void fill(String topic) {
    OldSite.topic(topic, 1, Map.of());
    OldSite.write(topic, 0, "a", "b", "c", "d");
  }

  private static JsonNode info(String activeNamespace) {
    return Modules.call(
        new TailInfoModule(),
        Map.of(
            "sites",
            KafkaSite.pair("prod", OldSite.NAMESPACE, "dr", activeNamespace),
            "listener",
            "plain",
            "user",
            "nobody",
            "timeout",
            20));
  }

  private static JsonNode tail(JsonNode answer, String topic) {
    for (JsonNode tail : answer.path("tails")) {
      if (tail.path("topic").asText().equals(topic)) {
        return tail;
      }
    }
    throw new AssertionError(topic + " is not in " + answer);
  }
}
