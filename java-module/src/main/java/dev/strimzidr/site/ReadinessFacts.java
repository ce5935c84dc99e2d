package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.status.Readiness;
import dev.strimzidr.status.ReadinessRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readiness as a module returns it. No I/O. */
final class ReadinessFacts {
  private ReadinessFacts() {}

  /** {@code ready} and, where it is not, {@code why}. */
  static Map<String, Object> readiness(JsonNode resource) {
    Map<String, Object> document = new LinkedHashMap<>();
    Readiness readiness = ReadinessRules.of(resource);
    document.put("ready", readiness instanceof Readiness.Ready);
    document.put("why", readiness.why());
    return document;
  }

  /** How many there are, how many are ready, and what blocks the others. */
  static Map<String, Object> summary(Collection<? extends JsonNode> resources) {
    List<Map<String, String>> blocked = new ArrayList<>();
    for (JsonNode resource : resources) {
      Readiness readiness = ReadinessRules.of(resource);
      if (!(readiness instanceof Readiness.Ready)) {
        blocked.add(
            Map.of(
                "name", resource.path("metadata").path("name").asText(), "why", readiness.why()));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("total", resources.size());
    document.put("ready", resources.size() - blocked.size());
    document.put("not_ready", blocked);
    return document;
  }
}
