package dev.strimzidr.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The module {@code kafka_audit}: both sites' records compared one by one. */
public final class AuditModule implements Module {
  private static final long MOST_PARALLEL = 64;
  private static final long MOST_KEYS = 100_000_000;

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              Option.string("name").must(),
              Option.string("topics"),
              Option.string("topics_exclude"),
              Option.integer("since"),
              Option.integer("last"),
              Option.integer("max_keys").withDefault(1_000_000L),
              Option.integer("parallel").withDefault(2L),
              Option.integer("timeout").withDefault(60L))
          .and(KafkaOptions.ALL);

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new AuditModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Limits limits = limits(arguments);
    int parallel = (int) between(arguments, "parallel", MOST_PARALLEL);
    int mostKeys = (int) between(arguments, "max_keys", MOST_KEYS);
    Duration timeout = arguments.seconds("timeout", 1);
    Optional<Predicate<String>> topics = topics(arguments);
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site standby = sites.other(source);
      try (KafkaCluster from = KafkaOptions.cluster(source, arguments, timeout);
          KafkaCluster to = KafkaOptions.cluster(standby, arguments, timeout)) {
        JsonNode mirror =
            standby
                .api()
                .get(standby.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name")));
        Predicate<String> wanted = topics.orElseGet(() -> MirrorFilter.of(mirror)::copies);
        Snapshot snapshot = Snapshot.take(mirror, from, to, wanted, limits.since());
        require(snapshot, source, standby);
        AuditPlan plan = AuditPlan.of(snapshot, limits, source.name(), standby.name());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("source", source.name());
        facts.put("standby", standby.name());
        facts.put("mirror_doubt", snapshot.uncounted().orElse(null));
        long began = System.nanoTime();
        try (Auditor auditor = new Auditor(from, to, parallel, mostKeys)) {
          List<PartitionAudit> audits = auditor.audit(plan.comparisons());
          facts.putAll(
              AuditReport.of(
                  plan.findings(),
                  audits,
                  auditor.read(),
                  Duration.ofNanos(System.nanoTime() - began)));
        }
        return Result.unchanged(facts);
      }
    }
  }

  private Limits limits(Arguments arguments) {
    return new Limits(
        arguments.has("since")
            ? OptionalLong.of(clock.instant().minus(arguments.seconds("since", 1)).toEpochMilli())
            : OptionalLong.empty(),
        arguments.has("last") ? between(arguments, "last", Long.MAX_VALUE / 2) : Long.MAX_VALUE);
  }

  /** An audit of nothing shows nothing. */
  private static void require(Snapshot snapshot, Site source, Site standby) {
    if (snapshot.source().topics().isEmpty() && snapshot.standby().topics().isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "neither %s nor %s has a topic that is mirrored: see the mirror's topicsPattern, or the options topics and topics_exclude"
              .formatted(source.name(), standby.name()));
    }
  }

  private static long between(Arguments arguments, String option, long most) {
    long given = arguments.integer(option);
    if (given < 1 || given > most) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is %d, allowed are numbers from 1 to %d"
              .formatted(option, given, most));
    }
    return given;
  }

  /** The topics, where the options name them. */
  private static Optional<Predicate<String>> topics(Arguments arguments) {
    if (!arguments.has("topics") && !arguments.has("topics_exclude")) {
      return Optional.empty();
    }
    return Optional.of(
        MirrorFilter.ofTopics(
                arguments.optionalString("topics").orElse(".*"),
                arguments.optionalString("topics_exclude").orElse(""))
            ::copies);
  }
}
