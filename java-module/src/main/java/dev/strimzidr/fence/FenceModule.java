package dev.strimzidr.fence;

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
import java.util.ArrayList;
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
          Option.string("listener").withDefault("external"),
          Option.string("user").must(),
          Option.list("unfenced_users", Type.STR),
          Option.list("unfenced_transactions", Type.STR),
          Option.string("prove").withDefault("always").oneOf("always", "changed", "only"),
          Option.integer("wait_timeout").withDefault(60L),
          Option.integer("transactions_timeout").withDefault(30L),
          Option.integer("request_timeout").withDefault(10L),
          StepOption.option());

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
      return StepOption.take(
          arguments,
          sites,
          invocation.checkMode(),
          () -> bring(wanted, sites, request, invocation.checkMode()));
    }
  }

  private Result.Success bring(
      Map<String, Access> wanted, Sites sites, FenceRequest request, boolean checkMode) {
    List<SiteFence> fences = new ArrayList<>();
    wanted.forEach((site, level) ->
        fences.add(new SiteFence(sites.named("access", site), level, request, checkMode, clock)));
    Futures.each(fences, SiteFence::preflight);
    // What closes comes first, and is proven: then nobody writes anywhere when the other opens.
    fences.sort(Comparator.comparing(SiteFence::opens));
    Map<String, Object> facts = new LinkedHashMap<>();
    for (SiteFence fence : fences) {
      try (fence) {
        facts.put(fence.name(), fence.bring());
      }
    }
    return new Result.Success(
        fences.stream().anyMatch(SiteFence::changed), Map.of("sites", facts), List.of());
  }
}
