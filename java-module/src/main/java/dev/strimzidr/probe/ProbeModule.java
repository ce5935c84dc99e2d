package dev.strimzidr.probe;

import dev.strimzidr.dns.GivenAddresses;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The module {@code kafka_probe}: a real record through a bootstrap name. */
public final class ProbeModule implements Module {
  private static final List<Option> WHERE =
      List.of(Option.string("namespace").must(), Option.string("cluster").must());

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.string("bootstrap_servers"),
              Option.dict("addresses"),
              Option.string("topic").must(),
              Option.string("expect").withDefault("accepted").oneOf("accepted", "refused"),
              Option.integer("timeout").withDefault(30L),
              arrival())
          .and(WHERE)
          .and(KafkaOptions.ALL)
          .and(Connection.OPTIONS);

  private static Option arrival() {
    List<Option> options = new ArrayList<>(WHERE);
    options.addAll(KafkaOptions.ALL);
    options.addAll(Connection.SITE_OPTIONS);
    return Option.dict("arrives_at", options.toArray(Option[]::new));
  }

  public static void main(String... arguments) {
    ModuleRunner.main(new ProbeModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    GivenAddresses.use(NamedAddresses.of(arguments.map("addresses")));
    boolean refused = arguments.string("expect").equals("refused");
    return Result.unchanged(
        new Probe(arguments.string("topic"), refused, invocation.checkMode(), timeout)
            .take(
                () -> lookUp(arguments),
                arguments.arguments("arrives_at").map(at -> () -> lookUp(at))));
  }

  private static KafkaAccess lookUp(Arguments arguments) {
    try (KubeApi api = Connection.open(arguments)) {
      Site site =
          new Site(api.address(), api, arguments.string("namespace"), arguments.string("cluster"));
      KafkaAccess access = KafkaOptions.access(site, arguments);
      Optional<String> servers = arguments.optionalString("bootstrap_servers");
      return servers.map(access::through).orElse(access);
    }
  }
}
