package dev.strimzidr.move;

import dev.strimzidr.dns.NameUpdateOption;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.probe.Probe;
import dev.strimzidr.record.Changes;
import java.util.Optional;

/**
 * The last steps for which clients wait, of every move: the site that was opened is tried, and then
 * their names lead there.
 *
 * @param to the cluster of the site that was opened
 */
record Arrival(MoveRequest request, MoveJournal journal, KafkaCluster to) {

  void take() {
    journal.take(
        Step.PROBE,
        Changes.NONE,
        () ->
            journal
                .facts()
                .put(
                    "probe",
                    new Probe(request.topic(), request.limits().probe())
                        .take(to::access, Optional.empty())));
    journal.take(
        Step.TRAFFIC, Changes.NONE, () -> request.names().ifPresent(NameUpdateOption.Names::point));
    journal.facts().put("pointed", request.names().isPresent());
  }
}
