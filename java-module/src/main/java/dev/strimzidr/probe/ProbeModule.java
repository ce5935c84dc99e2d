package dev.strimzidr.probe;

import dev.strimzidr.dns.GivenAddresses;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Background;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Rule;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.StepOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

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
              arrival(),
              Sites.option().optional(),
              StepOption.option())
          .and(WHERE)
          .and(KafkaOptions.ALL)
          .and(Connection.OPTIONS)
          .where(Rule.requiredTogether("sites", "step"));

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
    // While the step is written down, the way in is looked up.
    CompletableFuture<KafkaAccess> access =
        CompletableFuture.supplyAsync(() -> lookUp(arguments), Background::start);
    return StepOption.take(
        arguments, invocation, () -> probe(arguments, access, timeout, invocation.checkMode()));
  }

  private static Result.Success probe(
      Arguments arguments, Future<KafkaAccess> begun, Duration timeout, boolean checkMode) {
    GivenAddresses.use(NamedAddresses.of(arguments.map("addresses")));
    String topic = arguments.string("topic");
    Steps steps = new Steps();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    KafkaAccess access = steps.take("look up", () -> Futures.get(begun));
    facts.put("bootstrap_servers", access.bootstrapServers());
    Endpoints endpoints = new Endpoints(access, timeout, steps);
    facts.put("endpoints", endpoints.bootstrap());
    try (Records records = new Records(access, timeout)) {
      Collection<Node> brokers = steps.take("authenticate", () -> records.authenticate(topic));
      facts.put("brokers", brokers.size());
      facts.put("advertised", endpoints.advertised(brokers));
      boolean refused = arguments.string("expect").equals("refused");
      steps.take("find topic", () -> records.findTopic(topic, refused));
      if (refused) {
        facts.put("refusal", steps.take("refuse", () -> records.writeRefused(topic)));
      } else if (!checkMode) {
        KafkaAccess arrival =
            arguments
                .arguments("arrives_at")
                .map(at -> steps.take("look up", () -> lookUp(at)))
                .orElse(access);
        facts.putAll(passThrough(records, new Clients(arrival, timeout), topic, steps));
      }
    }
    facts.put("steps", steps.document());
    return Result.unchanged(facts);
  }

  private static Map<String, Object> passThrough(
      Records from, Clients to, String topic, Steps steps) {
    String id = "strimzi-dr-probe " + UUID.randomUUID();
    try (Reader reader = steps.take("open reader", () -> Reader.atEnd(to, topic))) {
      RecordMetadata written = steps.take("write", () -> from.write(topic, id));
      steps.take("read", () -> reader.await(id));
      return Map.of("partition", written.partition(), "offset", written.offset());
    }
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
