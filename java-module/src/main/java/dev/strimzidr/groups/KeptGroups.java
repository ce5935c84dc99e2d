package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the positions of the source's groups at the target, where a failover finds them.
 *
 * @param mirror the name of the KafkaMirrorMaker2
 * @param source the name of the site whose groups they are
 * @param target the site that keeps them
 * @param most how many offsets before the end are looked at in a partition
 */
record KeptGroups(String mirror, String source, Site target, int most, Clock clock) {
  /**
   * Keeps them, each with its place at the target where that has its next record: it can be told
   * only while the source lives, as long as both logs can be compared. Only positions and places
   * that have changed count as a change.
   */
  Result.Success keep(KafkaCluster from, KafkaCluster to, boolean checkMode) {
    JsonNode resource = target.api().get(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, mirror));
    MirrorFilter filter = MirrorFilter.of(resource);
    PositionsTopic topic = new PositionsTopic(to, source);
    Instant taken = clock.instant();
    return Futures.both(
        () -> Standing.read(from, filter, filter::carries),
        () ->
            new Before(
                before(topic),
                CarriedGroups.copied(resource, to),
                Standing.read(to, filter, filter::carries)),
        (at, before) -> {
          KeptPositions positions = KeptPositions.of(at.groups(), at.ids(), taken);
          KeptPositions now =
              new KeptPlaces(before.kept(), before.copied(), at, before.there(), most)
                  .add(positions, MirrorSpec.isolation(resource), from, to);
          int changes = now.insteadOf(before.kept()).size();
          if (!checkMode) {
            topic.write(now, before.kept(), from.clusterId());
          }
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("kept_at", taken.toString());
          facts.put("positions", now.positions().size());
          return new Result.Success(changes > 0, facts, List.of());
        });
  }

  private record Before(KeptPositions kept, Map<TopicPartition, Long> copied, Standing there) {}

  private KeptPositions before(PositionsTopic topic) {
    try {
      return topic.read();
    } catch (ModuleFailure failure) {
      throw failure.reason() == Reason.NOT_FOUND
          ? new ModuleFailure(
              Reason.NOT_FOUND,
              "%s has no topic %s: declare it, as site.yml does"
                  .formatted(target.name(), PositionsTopic.NAME),
              failure)
          : failure;
    }
  }
}
