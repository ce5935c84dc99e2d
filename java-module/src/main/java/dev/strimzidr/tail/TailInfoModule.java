package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.SiteAnswer;
import dev.strimzidr.pair.Sites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The module {@code kafka_tail_info}: the exported tails that sites keep in topics of ours. */
public final class TailInfoModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(Sites.option(), Option.integer("timeout").withDefault(60L))
          .and(KafkaOptions.ALL);

  public static void main(String... arguments) {
    ModuleRunner.main(new TailInfoModule(), arguments);
  }

  /** What a site keeps, or why that is not known. */
  private sealed interface Kept {
    record Tails(List<Map<String, @Nullable Object>> tails) implements Kept {}

    record Unknown(ModuleFailure why) implements Kept {}
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    List<Map<String, @Nullable Object>> tails = new ArrayList<>();
    List<Map<String, String>> unknown = new ArrayList<>();
    try (Sites sites = Sites.open(arguments)) {
      for (SiteAnswer<Kept> answer : sites.ask(site -> kept(site, arguments, timeout))) {
        switch (answer) {
          case SiteAnswer.Answered<Kept>(Site site, Kept.Tails kept) -> tails.addAll(kept.tails());
          case SiteAnswer.Answered<Kept>(Site site, Kept.Unknown kept) ->
              unknown.add(unknown(site, kept.why()));
          case SiteAnswer.Silent<Kept>(Site site, ModuleFailure why) ->
              unknown.add(unknown(site, why));
        }
      }
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("tails", tails);
    facts.put("unknown", unknown);
    return Result.unchanged(facts);
  }

  private static Kept kept(Site site, Arguments arguments, Duration timeout) {
    try (KafkaCluster cluster = KafkaOptions.cluster(site, arguments, timeout)) {
      List<String> topics =
          cluster.ask(
              "asking for topics",
              admin ->
                  admin.listTopics().names().get().stream()
                      .filter(topic -> topic.startsWith(MirrorFilter.TAILS))
                      .sorted()
                      .toList());
      return new Kept.Tails(
          topics.stream()
              .map(topic -> KeptSummary.of(site.name(), new KeptTopic(cluster, topic)))
              .toList());
    } catch (ModuleFailure failure) {
      return new Kept.Unknown(failure);
    }
  }

  private static Map<String, String> unknown(Site site, ModuleFailure why) {
    return Map.of("site", site.name(), "reason", why.reason().word(), "msg", why.message());
  }
}
