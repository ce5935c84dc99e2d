package dev.strimzidr.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.List;
import java.util.Map;

/** Options of probes at the real broker. */
final class ProbeSite {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String NAMESPACE = "probe";
  private static final Map<String, Object> ADDRESSES =
      Map.of(
          "kafka.probe.test", "127.53.0.1",
          "other.probe.test", List.of("127.53.0.1"),
          "half.probe.test", List.of("127.53.0.1", "127.53.0.2"));

  private ProbeSite() {}

  /** Options of a probe that would pass, and what is different. */
  static Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> options =
        RealApi.options(
            Map.of(
                "namespace",
                NAMESPACE,
                "cluster",
                KafkaSite.CLUSTER,
                "listener",
                "clients",
                "user",
                "writer",
                "topic",
                "probe",
                "timeout",
                10,
                "addresses",
                ADDRESSES));
    options.putAll(more);
    return options;
  }

  /** Options as a table writes them: JSON, with the names of ports. */
  static Map<String, Object> options(String json, RealKafka kafka) {
    String numbered = json;
    for (String name : List.of("clients", "nobody", "plain")) {
      numbered =
          numbered.replace(":" + name.toUpperCase(java.util.Locale.ROOT), ":" + kafka.port(name));
    }
    try {
      return JSON.readValue(numbered, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
