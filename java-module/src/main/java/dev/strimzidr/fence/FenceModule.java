package dev.strimzidr.fence;

import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The module {@code strimzi_fence}: closes a site to its clients or opens it, and proves it. */
public final class FenceModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.dict("access").must(),
              Option.string("probe_user").must(),
              Option.dict("super_users").must(),
              Option.list("unfenced_transactions", Type.STR),
              Option.string("prove").withDefault("always").oneOf("always", "changed", "only"),
              Option.flag("hand_back", false),
              Option.integer("wait_timeout").withDefault(30L),
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
            arguments.string("probe_user"),
            arguments.strings("unfenced_transactions"),
            FenceRequest.Prove.of(arguments.string("prove")),
            arguments.flag("hand_back"),
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
                      superUsers(arguments, site.getKey()),
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
        return StepOption.take(arguments, sites, invocation, () -> bring(fences));
      } finally {
        fences.forEach(SiteFence::close);
      }
    }
  }

  private static Set<String> superUsers(Arguments arguments, String site) {
    if (arguments.map("super_users").get(site) instanceof List<?> users
        && users.contains(arguments.string("user"))) {
      return users.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
    throw new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option super_users.%s: given is %s, allowed is a list of the users that no ACL stops there, with option user, %s, among them"
            .formatted(site, arguments.map("super_users").get(site), arguments.string("user")));
  }

  /** What stands against it is said of all sites at once. */
  private static void requireAble(List<SiteFence> fences) {
    List<ModuleFailure> failures =
        Futures.all(fences, fences.size(), SiteFence::preflight).stream()
            .flatMap(Optional::stream)
            .toList();
    if (!failures.isEmpty()) {
      throw new ModuleFailure(
          failures.getFirst().reason(),
          failures.stream().map(ModuleFailure::message).collect(Collectors.joining("; ")));
    }
  }

  private static Result.Success bring(List<SiteFence> fences) {
    requireAble(fences);
    Map<String, Object> facts = new LinkedHashMap<>();
    for (SiteFence fence : fences) {
      facts.put(fence.name(), fence.bring());
    }
    return new Result.Success(
        fences.stream().anyMatch(SiteFence::changed), Map.of("sites", facts), List.of());
  }
}
