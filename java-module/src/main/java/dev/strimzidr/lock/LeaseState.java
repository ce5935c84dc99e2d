package dev.strimzidr.lock;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A Lease as an API server has it.
 *
 * @param version its {@code resourceVersion}
 * @param holder its holder; empty when it was released
 * @param lease how long it stays held without a renewal
 * @param renewed the time of its last renewal by its holder's clock: compared, never calculated
 *     with
 * @param transitions how often it went to another holder
 */
record LeaseState(String version, String holder, Duration lease, String renewed, int transitions) {

  static LeaseState of(JsonNode lease) {
    JsonNode spec = lease.path("spec");
    return new LeaseState(
        lease.path("metadata").path("resourceVersion").asText(),
        spec.path("holderIdentity").asText(""),
        Optional.of(Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong()))
            .filter(Duration::isPositive)
            .orElse(PairLock.LONGEST),
        spec.path("renewTime").asText(""),
        spec.path("leaseTransitions").asInt());
  }

  boolean released() {
    return holder.isEmpty();
  }

  /** Whether a holder was at work between the two: it renewed the Lease, or took it. */
  boolean renewedSince(LeaseState earlier) {
    return !renewed.equals(earlier.renewed) || !holder.equals(earlier.holder);
  }
}
