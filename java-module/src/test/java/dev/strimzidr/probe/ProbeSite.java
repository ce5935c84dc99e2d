package dev.strimzidr.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Kafka resource at the real API server that tells the way to the real broker. */
final class ProbeSite {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "probe";

  private ProbeSite() {}

  /** A listener as a status shows it: where, and trusted by what. */
  record Given(String address, String authority, boolean secured) {}

  static void create(Map<String, Given> listeners, Map<String, String> passwords) {
    RealApi.serveStrimzi();
    RealApi.kubectl("create", "namespace", NAMESPACE);
    List<Object> wanted = new ArrayList<>();
    List<Object> status = new ArrayList<>();
    listeners.forEach((name, given) -> {
      Map<String, Object> listener = new HashMap<>();
      listener.put("name", name);
      listener.put("port", 9092 + wanted.size());
      listener.put("type", "loadbalancer");
      listener.put("tls", given.secured());
      if (given.secured()) {
        listener.put("authentication", Map.of("type", "scram-sha-512"));
      }
      wanted.add(listener);
      status.add(
          given.secured()
              ? Map.of(
                  "name",
                  name,
                  "bootstrapServers",
                  given.address(),
                  "certificates",
                  List.of(given.authority()))
              : Map.of("name", name, "bootstrapServers", given.address()));
    });
    create(
        Map.of(
            "apiVersion",
            "kafka.strimzi.io/v1",
            "kind",
            "Kafka",
            "metadata",
            Map.of("name", "real", "namespace", NAMESPACE),
            "spec",
            Map.of("kafka", Map.of("listeners", wanted))));
    RealApi.kubectl(
        "patch",
        "kafka/real",
        "--namespace=" + NAMESPACE,
        "--subresource=status",
        "--type=merge",
        "--patch=" + text(Map.of("status", Map.of("listeners", status))));
    passwords.forEach((user, password) ->
        RealApi.kubectl(
            "create",
            "secret",
            "generic",
            user,
            "--namespace=" + NAMESPACE,
            "--from-literal=password=" + password));
  }

  /** Options of a probe that would pass, and what is different. */
  static Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> options =
        RealApi.options(
            Map.of(
                "namespace", NAMESPACE,
                "cluster", "real",
                "listener", "clients",
                "user", "writer",
                "topic", "probe",
                "timeout", 10));
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

  private static void create(Map<String, ?> resource) {
    try {
      java.nio.file.Path file = java.nio.file.Files.createTempFile("resource", ".json");
      java.nio.file.Files.writeString(file, text(resource));
      RealApi.kubectl("create", "--filename", file.toString());
      java.nio.file.Files.delete(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(Map<String, ?> document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
