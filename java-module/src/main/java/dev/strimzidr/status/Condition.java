package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One condition of a status.
 *
 * @param type such as Ready, NotReady, Warning
 * @param status True, False or Unknown
 * @param reason one word; empty for none
 * @param message for people; empty for none
 */
public record Condition(String type, String status, String reason, String message) {

  /** All conditions of a resource; none where the status has none, or none yet. */
  public static List<Condition> of(JsonNode resource) {
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode node : resource.path("status").path("conditions")) {
      conditions.add(
          new Condition(
              node.path("type").asText(""),
              node.path("status").asText(""),
              node.path("reason").asText(""),
              node.path("message").asText("")));
    }
    return conditions;
  }

  /** The condition of a type, where there is one. */
  public static Optional<Condition> find(JsonNode resource, String type) {
    return of(resource).stream().filter(condition -> condition.type.equals(type)).findFirst();
  }

  public boolean isTrue() {
    return status.equals("True");
  }

  /** As a module returns it. */
  public Map<String, String> document() {
    Map<String, String> document = new LinkedHashMap<>();
    document.put("type", type);
    document.put("status", status);
    document.put("reason", reason);
    document.put("message", message);
    return document;
  }

  @Override
  public String toString() {
    String because =
        reason.isEmpty() ? "" : " (" + reason + (message.isEmpty() ? "" : ": " + message) + ")";
    return type + "=" + status + because;
  }
}
