package dev.strimzidr.site;

import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Rule;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The module {@code strimzi_site_info}: what a site is. */
public final class SiteInfoModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.string("namespace"),
              Option.string("cluster"),
              Option.string("operator_namespace"),
              Option.list(
                  "rights",
                  Option.string("verb").must(),
                  Option.string("resource").must(),
                  Option.string("group"),
                  Option.string("namespace")))
          .and(Connection.OPTIONS)
          .where(Rule.requiredTogether("namespace", "cluster"));

  private final Clock clock;

  public SiteInfoModule() {
    this(Clock.systemUTC());
  }

  SiteInfoModule(Clock clock) {
    this.clock = clock;
  }

  public static void main(String... arguments) {
    ModuleRunner.main(new SiteInfoModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    try (KubeApi api = Connection.open(arguments)) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("platform", new PlatformFacts(api).read(arguments.argumentsList("rights")));
      arguments
          .optionalString("operator_namespace")
          .ifPresent(namespace -> facts.put("operator", OperatorFacts.read(api, namespace)));
      if (arguments.has("cluster")) {
        facts.put(
            "kafka",
            new KafkaFacts(api, arguments.string("namespace"), arguments.string("cluster"), clock)
                .read());
      }
      return Result.unchanged(facts);
    }
  }
}
