package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.KnownKinds;
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
import dev.strimzidr.topics.KnownTopics;
import dev.strimzidr.topics.KnownTopicsMap;
import dev.strimzidr.topics.TopicsSeen;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_mirror_topics}: keeps to which topics stored offsets belong. */
public final class MirrorTopicsModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              Option.string("name").must(),
              Option.integer("timeout").withDefault(30L))
          .and(KafkaOptions.ALL);

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new MirrorTopicsModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    String name = arguments.string("name");
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site target = sites.other(source);
      Optional<ObjectNode> mirror =
          target.api().find(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, name));
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("source", source.name());
      facts.put("target", target.name());
      facts.put("found", mirror.isPresent());
      if (mirror.isPresent()) {
        return keep(mirror.get(), source, target, timeout, facts, arguments, invocation);
      }
      if (invocation.checkMode()) {
        return Result.unchanged(facts);
      }
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "there is no KafkaMirrorMaker2 %s in namespace %s at %s"
              .formatted(name, target.namespace(), target.name()));
    }
  }

  private Result keep(
      ObjectNode mirror,
      Site source,
      Site target,
      Duration timeout,
      Map<String, @Nullable Object> facts,
      Arguments arguments,
      Invocation invocation) {
    KnownTopicsMap map = new KnownTopicsMap(target, arguments.string("name"));
    try (KafkaCluster from = KafkaOptions.cluster(source, arguments, timeout);
        KafkaCluster to = KafkaOptions.cluster(target, arguments, timeout)) {
      Optional<KnownTopics> kept = map.read();
      TopicsSeen seen =
          new MirrorTopics(mirror, source.name(), target.name(), kept)
              .see(ConnectOffsets.of(mirror, to).read(), from, to, true);
      KnownTopics renewed = seen.renewed(clock.instant().toString());
      boolean changed = kept.filter(renewed::same).isEmpty();
      if (changed && !invocation.checkMode()) {
        map.write(renewed);
      }
      facts.put("config_map", map.name());
      facts.putAll(seen.document());
      return new Result.Success(changed, facts, List.of());
    }
  }
}
