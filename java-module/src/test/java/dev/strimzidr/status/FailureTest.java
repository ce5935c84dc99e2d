package dev.strimzidr.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
  private static final Instant NOW = Instant.parse("2026-11-30T18:00:00Z");
  private static final String PASSES =
      "org.apache.kafka.common.errors.ProducerFencedException: old epoch";
  private static final String STAYS = "org.apache.kafka.common.errors.RecordTooLargeException: big";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.apache.kafka.common.errors.RecordTooLargeException: The message is 5242880 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration. | false | mirror_largest_record
          org.apache.kafka.common.errors.RecordTooLargeException: The request included a message larger than the max message size the server will accept. | false | max.message.bytes
          java.lang.OutOfMemoryError: Java heap space                          | false | mirror_jvm_options
          org.apache.kafka.common.errors.TopicAuthorizationException: [orders] | false | rights
          org.apache.kafka.common.errors.ProducerFencedException: old epoch    | true  | a restart helps
          org.apache.kafka.common.errors.NotCoordinatorException               | true  | a restart helps
          org.apache.kafka.common.errors.NeverHeardOfException: x              | false | whole trace
          java.net.ConnectException: Connection refused                        | true  | a restart helps
          org.apache.kafka.connect.errors.ConnectException: x                  | false | whole trace
          """)
  void theInnermostCauseSaysWhetherItPassesAndWhatToDo(String thrown, boolean passes, String cure) {
    Cause cause =
        Cause.of(
            """
            org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception from producer send callback
            \tat org.apache.kafka.connect.runtime.WorkerSourceTask.run(WorkerSourceTask.java:1)
            Caused by: java.lang.RuntimeException: in between
            \tat a.B.c(B.java:1)
            Caused by: %s
            \t... 3 more
            """
                .formatted(thrown));
    assertThat(thrown).endsWith(cause.toString());
    assertThat(cause.passes()).isEqualTo(passes);
    assertThat(cause.cure()).contains(cure);
  }

  @ParameterizedTest(name = "restarted {0} times: next after {1} minutes")
  @CsvSource({"1, 2", "2, 6", "3, 12", "7, 56", "8, 60", "20, 60"})
  void strimziRestartsEverMoreRarely(int count, int minutes) throws JsonProcessingException {
    assertThat(failing(PASSES, "enabled: true", count).mends())
        .contains(NOW.plus(Duration.ofMinutes(minutes)));
  }

  @Test
  void aWaitGoesOnWhereARestartMayMendItInTime() throws JsonProcessingException {
    assertThat(failing(PASSES, "enabled: true", 0).endsWait(NOW)).isFalse();
    assertThat(failing(PASSES, "enabled: true", 1).endsWait(NOW.plusSeconds(300))).isFalse();
    assertThat(failing(PASSES, "enabled: true", 2).endsWait(NOW.plusSeconds(300))).isTrue();
    assertThat(failing(PASSES, "enabled: true, maxRestarts: 1", 1).endsWait(Instant.MAX)).isTrue();
    assertThat(failing(PASSES, "enabled: false", 0).endsWait(Instant.MAX)).isTrue();
    assertThat(failing(STAYS, "enabled: true", 0).endsWait(Instant.MAX)).isTrue();
    assertThat(failing(STAYS, "enabled: true", 3).why()).endsWith("big (restarts so far: 3)");
  }

  private static Readiness.Failing failing(String thrown, String restart, int count)
      throws JsonProcessingException {
    JsonNode mirror =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                """
                spec: {target: {alias: dr}, mirrors: [{source: {alias: prod}, sourceConnector: {autoRestart: {%s}}}]}
                status:
                  autoRestartStatuses: [%s]
                  connectors:
                    - name: prod->dr.MirrorSourceConnector
                      connector: {state: RUNNING}
                      tasks: [{id: 0, state: RUNNING}, {id: 1, state: FAILED, trace: '%s'}]
                """
                    .formatted(
                        restart,
                        count == 0
                            ? ""
                            : "{connectorName: prod->dr.MirrorSourceConnector, count: %d, lastRestartTimestamp: '%s'}"
                                .formatted(count, NOW),
                        thrown));
    return MirrorRules.failing(mirror).orElseThrow();
  }
}
