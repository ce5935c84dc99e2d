package dev.strimzidr.lab.image.operator.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.kafka.config.ConfigChange.Current;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigChangeTest {
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # option                       | has                   | wanted  | per node          | cluster wide           | restart
          log.retention.ms               | 5                     | 7       | {}                | {log.retention.ms=7}   | false
          log.retention.ms               | 5                     | 5       | {}                | {}                     | false
          compression.type               | gzip                  | zstd    | {}                | {compression.type=zstd}| false
          num.partitions                 | 1                     | 3       | {}                | {}                     | true
          listeners                      | A://127.31.1.9:9092   | A://0.0.0.0:9092 | {}       | {}                     | false
          log.dirs                       | /x/containers/k/d     | /d      | {}                | {}                     | false
          log.cleaner.dedupe.buffer.size | 8388608               |         | {}                | {}                     | false
          advertised.listeners           | A://a:1               | A://b:1 | {}                | {}                     | false
          of.some.plugin                 | 1                     | 2       | {}                | {}                     | false
          """)
  void aRunningNodeTakesOverWhatItCan(
      String option,
      String has,
      @Nullable String wanted,
      String perNode,
      String clusterWide,
      boolean restart) {
    var current = Map.of(option, new Current(Optional.of(has), false));
    Map<String, String> desired = wanted == null ? Map.of() : Map.of(option, wanted);

    ConfigChange change = ConfigChange.between(current, desired, true);

    assertThat(values(change.perNode())).hasToString(perNode);
    assertThat(values(change.clusterWide())).hasToString(clusterWide);
    assertThat(change.needsRestart()).isEqualTo(restart);
    assertThat(change.isEmpty())
        .isEqualTo(perNode.equals("{}") && clusterWide.equals("{}") && !restart);
  }

  @Test
  void whatIsNoLongerAskedForIsUnset() {
    var current = Map.of("log.retention.ms", new Current(Optional.of("5"), false));

    assertThat(ConfigChange.between(current, Map.of(), true).clusterWide())
        .containsExactly(Map.entry("log.retention.ms", Optional.empty()));
  }

  @Test
  void defaultsNeedNotBeAskedFor() {
    var current = Map.of("log.retention.ms", new Current(Optional.empty(), true));

    assertThat(ConfigChange.between(current, Map.of(), true).isEmpty()).isTrue();
  }

  @Test
  void readsPropertiesAndSkipsComments() {
    assertThat(ConfigChange.parse("# text\n\na=1\nb=c=d\ne=\n"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "c=d", "e", ""));
  }

  private static Map<String, String> values(Map<String, Optional<String>> options) {
    return options.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().orElse("")));
  }
}
