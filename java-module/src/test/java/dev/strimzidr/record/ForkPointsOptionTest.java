package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkPointsOptionTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String AROUND =
      "{from: prod, to: dr, at: '2026-01-31T03:00:00Z', topics: %s}";

  @Test
  void readsWhatTheRecordKeeps() {
    ForkPoints forks =
        read(AROUND.formatted("{my-topic: {copied: [45, null, '12'], ends: [61, 0, 13]}}"));
    assertThat(forks.starts("dr"))
        .containsOnly(
            Map.entry(new TopicPartition("my-topic", 0), 61L),
            Map.entry(new TopicPartition("my-topic", 1), 0L),
            Map.entry(new TopicPartition("my-topic", 2), 13L));
    assertThat(forks.starts("prod"))
        .containsOnly(
            Map.entry(new TopicPartition("my-topic", 0), 46L),
            Map.entry(new TopicPartition("my-topic", 1), 0L),
            Map.entry(new TopicPartition("my-topic", 2), 13L));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {t: 5}                                 | fork_points.topics.t: given is '5', allowed is a mapping with the two lists
          {t: {copied: [1]}}                     | fork_points.topics.t: given is a mapping with [copied], allowed is a mapping
          {t: {copied: [1], ends: [1], more: 1}} | fork_points.topics.t: given is a mapping with [copied, ends, more], allowed
          {t: {copied: [1], ends: 7}}            | fork_points.topics.t.ends: given is '7', allowed is a list
          {t: {copied: [1, 2], ends: [1]}}       | fork_points.topics.t: given is '2 of copied, 1 of ends', allowed is as many
          {t: {copied: [], ends: []}}            | fork_points.topics.t: given is '0 of copied, 0 of ends', allowed is as many of both, one
          {t: {copied: [1, x], ends: [1, 2]}}    | fork_points.topics.t.copied[1]: given is 'x', allowed is an offset from 0, or null
          {t: {copied: [1, 2], ends: [1, null]}} | fork_points.topics.t.ends[1]: given is nothing, allowed is an offset from 0
          {t: {copied: [-1], ends: [1]}}         | fork_points.topics.t.copied[0]: given is '-1', allowed
          {t: {copied: [1], ends: [1.5]}}        | fork_points.topics.t.ends[0]: given is '1.5', allowed
          """)
  void namesThePathOfWhatIsWrong(String topics, String message) {
    assertThatThrownBy(() -> read(AROUND.formatted(topics))).hasMessageContaining(message);
  }

  @Test
  void aTimeIsATime() {
    assertThatThrownBy(() -> read(AROUND.formatted("{}").replace("2026-01-31T03:00:00Z", "soon")))
        .hasMessageContaining(
            "option fork_points.at: given is 'soon', allowed is a time in UTC such as");
  }

  private static ForkPoints read(String yaml) {
    try {
      Map<String, Object> given = YAML.readValue(yaml, new TypeReference<>() {});
      return ForkPointsOption.read(
          ArgumentParser.parse(
                  new ArgumentSpec(ForkPointsOption.option()),
                  Map.of("fork_points", given),
                  variable -> null)
              .arguments("fork_points")
              .orElseThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
