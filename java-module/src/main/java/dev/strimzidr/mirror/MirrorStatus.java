package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.status.Condition;
import dev.strimzidr.status.Readiness;
import dev.strimzidr.status.ReadinessRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the resource KafkaMirrorMaker2 says. No I/O. */
final class MirrorStatus {
  private MirrorStatus() {}

  static Map<String, Object> of(JsonNode mirror) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Readiness readiness = ReadinessRules.of(mirror);
    facts.put("found", true);
    facts.put("running", readiness instanceof Readiness.Ready);
    facts.put(
        "why",
        switch (readiness) {
          case Readiness.Ready ready -> "";
          case Readiness.NotYet notYet -> notYet.why();
          case Readiness.Never never -> never.why();
        });
    facts.put("bootstrap_servers", MirrorSpec.bootstrapServers(mirror));
    facts.put("conditions", Condition.of(mirror).stream().map(Condition::document).toList());
    List<Map<String, Object>> connectors = new ArrayList<>();
    mirror
        .path("status")
        .path("connectors")
        .forEach(connector -> connectors.add(connector(connector)));
    facts.put("connectors", connectors);
    return facts;
  }

  private static Map<String, Object> connector(JsonNode connector) {
    List<String> tasks = new ArrayList<>();
    connector.path("tasks").forEach(task -> tasks.add(task.path("state").asText("UNKNOWN")));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", connector.path("name").asText());
    facts.put("state", connector.path("connector").path("state").asText("UNKNOWN"));
    facts.put("tasks", tasks);
    return facts;
  }
}
