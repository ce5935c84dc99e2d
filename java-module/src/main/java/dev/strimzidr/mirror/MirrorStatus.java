package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.status.Condition;
import dev.strimzidr.status.MirrorRules;
import dev.strimzidr.status.Readiness;
import dev.strimzidr.status.ReadinessRules;
import dev.strimzidr.status.Restarts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the resource KafkaMirrorMaker2 says. No I/O. */
final class MirrorStatus {
  private MirrorStatus() {}

  static Map<String, @Nullable Object> of(JsonNode mirror) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    Readiness readiness = ReadinessRules.of(mirror);
    facts.put("found", true);
    facts.put("running", readiness instanceof Readiness.Ready);
    facts.put("why", readiness.why());
    Optional<Readiness.Failing> failing =
        readiness instanceof Readiness.Failing part ? Optional.of(part) : Optional.empty();
    facts.put("cure", failing.map(Readiness.Failing::cure).orElse(""));
    Optional<Instant> mends = failing.flatMap(Readiness.Failing::mends);
    facts.put("stuck", failing.isPresent() && mends.isEmpty());
    facts.put("mends", mends.map(Instant::toString).orElse(null));
    facts.put(
        "restarts",
        MirrorRules.restarts(mirror).entrySet().stream()
            .filter(connector -> connector.getValue().count() > 0)
            .map(connector -> restarts(connector.getKey(), connector.getValue()))
            .toList());
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

  private static Map<String, @Nullable Object> restarts(String connector, Restarts restarts) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("connector", connector);
    facts.put("count", restarts.count());
    facts.put("last", restarts.last().map(Instant::toString).orElse(null));
    facts.put("next", restarts.due().map(Instant::toString).orElse(null));
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
