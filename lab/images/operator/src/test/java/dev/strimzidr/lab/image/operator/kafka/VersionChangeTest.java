package dev.strimzidr.lab.image.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionChangeTest {
  @ParameterizedTest(name = "to {0} with {1}, running {2} with {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # version | metadata | running      | in use  | goes to | with
                    |          |              |         | 4.3.1   | 4.3-IV0
          4.2.0     |          |              |         | 4.2.0   | 4.2-IV1
          4.3.1     |          | 4.3.1        | 4.2-IV1 | 4.3.1   | 4.3-IV0
          4.3.1     | 4.2-IV1  | 4.3.1        | 4.3-IV0 | 4.3.1   | 4.2-IV1
          4.3.1     |          | 4.2.1        | 4.2-IV1 | 4.3.1   | 4.2-IV1
          4.3.1     |          | 4.2.1 4.3.1  | 4.2-IV1 | 4.3.1   | 4.2-IV1
          4.2.1     |          | 4.3.1        | 4.2-IV1 | 4.2.1   | 4.2-IV1
          4.2.1     | 4.3-IV0  | 4.2.1        | 4.2-IV1 | 4.2.1   | 4.2-IV1
          """)
  void theMetadataVersionFollowsWhenAllBrokersRunTheVersion(
      @Nullable String version,
      @Nullable String metadata,
      @Nullable String running,
      @Nullable String inUse,
      String to,
      String with) {
    List<String> all = running == null ? List.of() : List.of(running.split(" ", -1));

    VersionChange change = VersionChange.plan(kafka(version, metadata, inUse), all);

    assertThat(change.to().number()).isEqualTo(to);
    assertThat(change.metadataVersion()).isEqualTo(with);
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> VersionChange.plan(kafka("3.9.1", null, null), List.of()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo("UnsupportedKafkaVersionException"))
        .hasMessage(
            "Unsupported Kafka.spec.kafka.version: 3.9.1. Supported versions are: [4.2.0, 4.2.1,"
                + " 4.3.0, 4.3.1]");
  }

  @Test
  void noDowngradeBelowTheMetadataVersionInUse() {
    assertThatThrownBy(() -> VersionChange.plan(kafka("4.2.1", null, "4.3-IV0"), List.of("4.3.1")))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo("KafkaUpgradeException"))
        .hasMessage(
            "The current metadata version (4.3-IV0) has to be lower or equal to the Kafka broker"
                + " version we are downgrading to (4.2.1)");
  }

  @ParameterizedTest(name = "{0} is level {1}")
  @CsvSource({"3.3-IV3, 7", "4.3-IV0, 30", "4.3, 30", "4.3.1, 30", "4.0, 25", "4.2, 29"})
  void metadataVersionsHaveLevels(String version, short level) {
    assertThat(MetadataVersions.level(version)).isEqualTo(level);
  }

  private static Kafka kafka(
      @Nullable String version, @Nullable String metadata, @Nullable String inUse) {
    return Yaml.read(
        """
        spec: {kafka: {version: %s, metadataVersion: %s}}
        status: {kafkaMetadataVersion: %s}
        """
            .formatted(
                Objects.requireNonNullElse(version, "null"),
                Objects.requireNonNullElse(metadata, "null"),
                Objects.requireNonNullElse(inUse, "null")),
        Kafka.class);
  }
}
