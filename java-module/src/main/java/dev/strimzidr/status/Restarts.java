package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How Strimzi restarts a connector that has failed, with its tasks: at the first reconciliation
 * that sees it, and then after 2, 6, 12, ... minutes, at most an hour. It forgets them when the
 * connector has run for that long. No I/O.
 *
 * @param enabled whether it does at all
 * @param most how often at most; nothing for without end
 * @param count how often it has
 * @param last when it last did
 */
public record Restarts(boolean enabled, Optional<Integer> most, int count, Optional<Instant> last) {
  private static final int LONGEST_MINUTES = 60;

  /**
   * Those of one connector.
   *
   * @param mirror the KafkaMirrorMaker2
   * @param wanted what its specification says of the connector
   * @param connector its name
   */
  static Restarts of(JsonNode mirror, JsonNode wanted, String connector) {
    JsonNode auto = wanted.path("autoRestart");
    for (JsonNode done : mirror.path("status").path("autoRestartStatuses")) {
      if (done.path("connectorName").asText().equals(connector)) {
        return of(
            auto, done.path("count").asInt(), time(done.path("lastRestartTimestamp").asText()));
      }
    }
    return of(auto, 0, null);
  }

  private static Restarts of(JsonNode auto, int count, @Nullable Instant last) {
    JsonNode most = auto.path("maxRestarts");
    return new Restarts(
        auto.path("enabled").asBoolean(false),
        most.isInt() ? Optional.of(most.asInt()) : Optional.empty(),
        count,
        Optional.ofNullable(last));
  }

  private static @Nullable Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** From when on the next one may come; nothing when none will. */
  public Optional<Instant> due() {
    if (!enabled || most.filter(max -> count >= max).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        last.map(then ->
                then.plus(Duration.ofMinutes(Math.min(count * (count + 1), LONGEST_MINUTES))))
            .orElse(Instant.EPOCH));
  }
}
