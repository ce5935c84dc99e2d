package dev.strimzidr.fence;

import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.Access;
import dev.strimzidr.record.StepOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The module {@code strimzi_fence}: closes a site to its clients or opens it, and proves it. */
public final class FenceModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.dict("access").must(),
              Option.list("unfenced_users", Type.STR),
              Option.list("unfenced_transactions", Type.STR),
              Option.string("prove").withDefault("always").oneOf("always", "changed", "only"),
              Option.integer("wait_timeout").withDefault(60L),
              Option.integer("transactions_timeout").withDefault(30L),
              Option.integer("request_timeout").withDefault(10L),
              StepOption.option())
          .and(KafkaOptions.ALL);

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new FenceModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration wait = arguments.seconds("wait_timeout", 1);
    Duration oneRequest = arguments.seconds("request_timeout", 1);
    FenceRequest request =
        new FenceRequest(
            arguments.string("listener"),
            arguments.string("user"),
            Set.copyOf(arguments.strings("unfenced_users")),
            arguments.strings("unfenced_transactions"),
            FenceRequest.Prove.of(arguments.string("prove")),
            wait,
            arguments.seconds("transactions_timeout", 0),
            Pause.shorter(oneRequest, wait));
    try (Sites sites = Sites.open(arguments)) {
      Map<String, Access> wanted = Access.read("access", arguments.map("access"), sites);
      Access.requireOneWriter(wanted.values());
      // What closes comes first, and is proven: then nobody writes anywhere when the other opens.
      List<SiteFence> fences =
          wanted.entrySet().stream()
              .map(site ->
                  new SiteFence(
                      sites.named("access", site.getKey()),
                      site.getValue(),
                      request,
                      invocation.checkMode(),
                      clock))
              .sorted(Comparator.comparing(SiteFence::opens))
              .toList();
      try {
        // A step of a move asks Kafka in any case: it is gone to while the step is written down.
        if (arguments.has("step") && !invocation.checkMode()) {
          fences.forEach(SiteFence::connect);
        }
        return StepOption.take(arguments, sites, invocation.checkMode(), () -> bring(fences));
      } finally {
        fences.forEach(SiteFence::close);
      }
    }
  }

  private static Result.Success bring(List<SiteFence> fences) {
    Futures.each(fences, SiteFence::preflight);
    Map<String, Object> facts = new LinkedHashMap<>();
    for (SiteFence fence : fences) {
      facts.put(fence.name(), fence.bring());
    }
    return new Result.Success(
        fences.stream().anyMatch(SiteFence::changed), Map.of("sites", facts), List.of());
  }
}
