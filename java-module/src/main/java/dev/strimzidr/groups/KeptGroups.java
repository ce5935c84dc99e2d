package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Topics;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.module.Arguments;
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

/**
 * Keeps the positions of the source's groups at the target, where a failover finds them.
 *
 * @param source the name of the site whose groups they are
 * @param target the site that keeps them
 */
record KeptGroups(Arguments arguments, String source, Site target, Clock clock) {
  /**
   * Nothing is placed.
   *
   * @throws ModuleFailure when an option is for what places groups
   */
  void check() {
    for (String option : List.of("step", "resource", "groups", "accept")) {
      if (arguments.has(option)) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option %s: it is for placing groups, and cannot be given with state: kept"
                .formatted(option));
      }
    }
    if (!arguments.string("from").equals("source")) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option from: given is %s, with state: kept allowed is source"
              .formatted(arguments.string("from")));
    }
  }

  /** Keeps them. Only positions that have changed count as a change. */
  Result.Success keep(KafkaCluster from, KafkaCluster to, boolean checkMode) {
    JsonNode mirror =
        target.api().get(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name")));
    MirrorFilter filter = MirrorFilter.of(mirror);
    PositionsTopic topic = new PositionsTopic(to, source);
    Instant taken = clock.instant();
    return Futures.both(
        () -> GroupPositions.read(from, filter::carries).in(filter::copies),
        () -> before(topic),
        (groups, before) -> {
          KeptPositions now =
              KeptPositions.of(
                  groups,
                  from.ask("asking for IDs of topics", admin -> Topics.ids(admin, filter::copies)),
                  taken);
          int changes = now.insteadOf(before).size();
          if (!checkMode) {
            topic.write(now, before, from.clusterId());
          }
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("kept_at", taken.toString());
          facts.put("positions", now.positions().size());
          return new Result.Success(changes > 0, facts, List.of());
        });
  }

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
