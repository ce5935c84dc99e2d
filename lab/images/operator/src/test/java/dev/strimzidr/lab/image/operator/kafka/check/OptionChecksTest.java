package dev.strimzidr.lab.image.operator.kafka.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionChecksTest {
  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          num.partitions            | many  | num.partitions has value 'many' which is not an int
          num.partitions            | 0     | num.partitions has value 0 which less than the minimum value 1
          num.partitions            | 1.5   | num.partitions has value '1.5' which is not an int
          log.retention.ms          | 1d    | log.retention.ms has value '1d' which is not a long
          auto.create.topics.enable | maybe | auto.create.topics.enable has value 'maybe' which is not a boolean
          """)
  void refusesValuesThatKafkaWouldNotTake(String option, String value, String error) {
    assertThatThrownBy(() -> OptionChecks.check("ns", "c", Map.of(option, value)))
        .hasMessage("Kafka ns/c has invalid spec.kafka.config: " + error);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "num.partitions, 3",
    "log.retention.ms, -1",
    "auto.create.topics.enable, false",
    "min.insync.replicas, 2",
    "of.some.plugin, anything"
  })
  void servesTheOthers(String option, String value) {
    assertThatCode(() -> OptionChecks.check("ns", "c", Map.of(option, value)))
        .doesNotThrowAnyException();
  }
}
