package dev.strimzidr.lab.image.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strimzi.api.kafka.model.kafka.Status;
import org.jspecify.annotations.Nullable;

/** Whether a status says something new: the time of a transition alone does not count. */
public final class StatusChange {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatusChange() {}

  public static boolean between(@Nullable Status current, Status desired) {
    return !timeless(current).equals(timeless(desired));
  }

  private static JsonNode timeless(@Nullable Status status) {
    JsonNode tree = MAPPER.valueToTree(status);
    tree.path("conditions")
        .forEach(condition -> {
          if (condition instanceof ObjectNode fields) {
            fields.remove("lastTransitionTime");
          }
        });
    return tree;
  }
}
