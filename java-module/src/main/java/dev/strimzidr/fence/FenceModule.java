package dev.strimzidr.fence;

import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.Access;
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
              Option.string("prove").withDefault("always").oneOf("always", "changed", "only"),
              Option.flag("hand_back", false),
              Option.integer("wait_timeout").withDefault(30L))
          .and(FenceOptions.ALL)
          .and(KafkaOptions.ALL);

  public static void main(String... arguments) {
    ModuleRunner.main(new FenceModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    FenceRequest request =
        FenceOptions.read(
            arguments, arguments.seconds("wait_timeout", 1), arguments.flag("hand_back"));
    try (Sites sites = Sites.open(arguments)) {
      Map<Site, Access> wanted = new LinkedHashMap<>();
      Access.read("access", arguments.map("access"), sites)
          .forEach((site, level) -> wanted.put(sites.named("access", site), level));
      Access.requireOneWriter(wanted.values());
      Map<Site, Set<String>> superUsers = new LinkedHashMap<>();
      wanted
          .keySet()
          .forEach(site -> superUsers.put(site, FenceOptions.superUsers(arguments, site.name())));
      try (Fence fence = new Fence(request, superUsers, invocation.checkMode())) {
        Fence.Brought brought =
            fence.bring(wanted, FenceRequest.Prove.of(arguments.string("prove")));
        return new Result.Success(brought.changed(), Map.of("sites", brought.sites()), List.of());
      }
    }
  }
}
