package dev.strimzidr.lab.image.operator.mirror.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.lab.image.operator.mirror.Connector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The workers of one mirror. */
public final class ConnectClient implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
  private static final int CONFIG_ATTEMPTS = 6;
  private final RestCalls calls;

  public ConnectClient(String url) {
    this.calls = new RestCalls(url);
  }

  public List<String> connectors() {
    return read(calls.get("/connectors"), NAMES);
  }

  /** The options of a connector, if it is there. */
  public Optional<Map<String, String>> config(String connector) {
    try {
      String body =
          Patience.during(409, CONFIG_ATTEMPTS, () -> calls.get(path(connector, "/config")));
      return Optional.of(read(body, OPTIONS));
    } catch (ConnectFailure e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public Map<String, Object> status(String connector) {
    return read(calls.get(path(connector, "/status")), TREE);
  }

  /** The status of a connector that may have been made a moment ago. */
  public Map<String, Object> statusOfNew(String connector) {
    return Patience.during(404, Patience.LONG, () -> status(connector));
  }

  public void create(Connector connector) {
    ObjectNode request = MAPPER.createObjectNode().put("name", connector.name());
    request.set("config", MAPPER.valueToTree(connector.config()));
    connector.state().ifPresent(state -> request.put("initial_state", state.name()));
    patiently(() -> calls.send("POST", "/connectors", request.toString(), 201));
  }

  public void configure(Connector connector) {
    String body = MAPPER.valueToTree(connector.config()).toString();
    patiently(() -> calls.send("PUT", path(connector.name(), "/config"), body, 200, 201));
  }

  /** Deletes a connector and waits until it is gone. */
  public void delete(String connector) {
    patiently(() -> calls.send("DELETE", path(connector, ""), "", 204));
    Patience.during(
        200, Patience.LONG, () -> calls.send("GET", path(connector, "/status"), "", 404));
  }

  public void pause(String connector) {
    calls.command("PUT", path(connector, "/pause"), "", 202);
  }

  public void stop(String connector) {
    calls.command("PUT", path(connector, "/stop"), "", 204);
  }

  public void resume(String connector) {
    calls.command("PUT", path(connector, "/resume"), "", 202);
  }

  /** Restarts what has failed of a connector; its status is known if that takes a while. */
  public Optional<Map<String, Object>> restartFailed(String connector) {
    String query = "/restart?includeTasks=true&onlyFailed=true";
    String body = calls.command("POST", path(connector, query), "", 202, 204);
    return body.isEmpty() ? Optional.empty() : Optional.of(read(body, TREE));
  }

  /** Fails as Strimzi does when the workers do not keep track of topics. */
  public void topics(String connector) {
    calls.command("GET", path(connector, "/topics"), "", 200);
  }

  /** The offsets of a connector, as JSON for people. */
  public String offsets(String connector) {
    String body = calls.command("GET", path(connector, "/offsets"), "", 200);
    try {
      JsonNode offsets = MAPPER.readTree(body);
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(offsets);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Connect did not answer in JSON", e);
    }
  }

  public void alterOffsets(String connector, String offsets) {
    calls.command("PATCH", path(connector, "/offsets"), offsets, 200);
  }

  public void resetOffsets(String connector) {
    calls.command("DELETE", path(connector, "/offsets"), "", 200);
  }

  @Override
  public void close() {
    calls.close();
  }

  private static String path(String connector, String rest) {
    return "/connectors/" + connector + rest;
  }

  private static void patiently(Supplier<String> call) {
    Patience.during(409, Patience.LONG, call);
  }

  private static <T> T read(String body, TypeReference<T> type) {
    try {
      return MAPPER.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Connect did not answer in JSON", e);
    }
  }
}
