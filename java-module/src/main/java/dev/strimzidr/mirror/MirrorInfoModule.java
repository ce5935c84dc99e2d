package dev.strimzidr.mirror;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.drift.Drift;
import dev.strimzidr.drift.SnapshotReader;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_mirror_info}: what the mirror is doing. */
public final class MirrorInfoModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Sites.option(),
          Option.string("source").must(),
          Option.string("name").must(),
          Option.string("listener").withDefault("external"),
          Option.string("user").must(),
          Option.integer("timeout").withDefault(30L),
          Option.integer("drain_timeout").withDefault(0L),
          Option.flag("groups", true),
          Option.flag("fork_points", false),
          Option.dict("resource"),
          Option.flag("compare", false),
          Option.list("unfenced_users", Type.STR));

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new MirrorInfoModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    Duration drain = arguments.seconds("drain_timeout", 0);
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site target = sites.other(source);
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("source", source.name());
      facts.put("target", target.name());
      Optional<ObjectNode> mirror;
      try {
        mirror =
            target.api().find(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name")));
      } catch (ModuleFailure failure) {
        return absent(facts, "%s cannot be asked: %s".formatted(target.name(), failure.message()));
      }
      if (mirror.isEmpty()) {
        Map<String, Object> resource = arguments.map("resource");
        if (arguments.flag("fork_points") && !resource.isEmpty()) {
          JsonNode removed = new ObjectMapper().valueToTree(resource);
          facts.putAll(parting(removed, source, target, entrance(target, arguments), timeout));
        }
        return absent(
            facts,
            "there is no KafkaMirrorMaker2 %s in namespace %s at %s"
                .formatted(arguments.string("name"), target.namespace(), target.name()));
      }
      facts.putAll(MirrorStatus.of(mirror.get()));
      try {
        KafkaAccess to = entrance(target, arguments);
        if (arguments.flag("fork_points")) {
          facts.putAll(parting(mirror.get(), source, target, to, timeout));
        }
        KafkaAccess from = entrance(source, arguments);
        facts.putAll(
            new Measurement(mirror.get(), from, to, timeout, clock)
                .take(drain, arguments.flag("groups")));
        if (arguments.flag("compare")) {
          facts.put("drift", drift(mirror.get(), from, to, arguments, timeout));
        }
      } catch (ModuleFailure failure) {
        // That the source or the target cannot be asked is what an operator wants to know here, not
        // a reason to know nothing.
        if (arguments.flag("compare")) {
          throw failure;
        }
        facts.put("lag", unknown(failure.message()));
      }
      return Result.unchanged(facts);
    }
  }

  /** Where the logs part, and when something was last copied. Only the target is asked. */
  private Map<String, Object> parting(
      JsonNode mirror, Site source, Site target, KafkaAccess to, Duration timeout) {
    Measurement measurement = new Measurement(mirror, to, to, timeout, clock);
    return Map.of(
        "fork_points",
        new ObjectMapper()
            .convertValue(
                measurement.forkPoints(source.name(), target.name()),
                new TypeReference<Map<String, Object>>() {}),
        "newest_copied",
        measurement.newestCopied());
  }

  private static KafkaAccess entrance(Site site, Arguments arguments) {
    return KafkaEntrance.find(site, arguments.string("listener"), arguments.string("user"));
  }

  private static Result absent(Map<String, @Nullable Object> facts, String why) {
    facts.put("found", false);
    facts.put("running", false);
    facts.put("why", why);
    facts.put("lag", unknown(why));
    return Result.unchanged(facts);
  }

  private static Map<String, List<String>> drift(
      JsonNode mirror,
      KafkaAccess source,
      KafkaAccess target,
      Arguments arguments,
      Duration timeout) {
    MirrorFilter filter = new MirrorFilter(mirror.path("spec").path("mirrors").path(0));
    return new Drift(
            SnapshotReader.read(source, filter::copies, timeout),
            SnapshotReader.read(target, filter::copies, timeout),
            Set.copyOf(arguments.strings("unfenced_users")))
        .differences();
  }

  private static Map<String, @Nullable Object> unknown(String why) {
    Map<String, @Nullable Object> lag = new LinkedHashMap<>();
    lag.put("lag_records", null);
    lag.put("lag_seconds", null);
    lag.put("why", why);
    return lag;
  }
}
