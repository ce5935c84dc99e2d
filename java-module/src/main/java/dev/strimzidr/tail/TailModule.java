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
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.ForkPoints;
import java.util.Optional;
import java.util.function.Predicate;

/** The module {@code kafka_tail}: what the old active site acknowledged and nobody copied. */
public final class TailModule implements Module {
  private final Pace pace;

  public TailModule() {
    this(Pace.USUAL);
  }

  TailModule(Pace pace) {
    this.pace = pace;
  }

  public static void main(String... arguments) {
    ModuleRunner.main(new TailModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return TailRequest.SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    TailRequest request = TailRequest.of(arguments);
    Predicate<String> wanted = wanted(arguments, request.forkPoints());
    boolean write = !invocation.checkMode();
    try (Sites sites = Sites.open(arguments)) {
      Site source = source(sites, arguments, request.forkPoints());
      Site active = sites.other(source);
      try (Keeper keeper = keeper(request, active, arguments, write)) {
        return switch (request.from()) {
          case SOURCE ->
              new FromSource(request, source, KafkaOptions.access(source, arguments), keeper)
                  .run(wanted, write);
          case DIRECTORY -> new FromDirectory(request, keeper).run();
          case ACTIVE -> new FromActive(request, keeper).run(write);
        };
      }
    }
  }

  private Keeper keeper(TailRequest request, Site active, Arguments arguments, boolean write) {
    Optional<KafkaCluster> cluster =
        request.from() == TailRequest.From.ACTIVE || request.state() == TailRequest.State.KEPT
            ? Optional.of(KafkaOptions.cluster(active, arguments, request.timeout()))
            : Optional.empty();
    return new Keeper(request, active.name(), cluster, pace, write);
  }

  private static Site source(Sites sites, Arguments arguments, ForkPoints forkPoints) {
    Site source = sites.named("source", arguments.string("source"));
    Site target = sites.other(source);
    if (!forkPoints.from().equals(source.name()) || !forkPoints.to().equals(target.name())) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option fork_points: given are those of a move from %s to %s, allowed are those from %s to %s"
              .formatted(forkPoints.from(), forkPoints.to(), source.name(), target.name()));
    }
    return source;
  }

  private static Predicate<String> wanted(Arguments arguments, ForkPoints forkPoints) {
    MirrorFilter filter =
        MirrorFilter.ofTopics(arguments.string("topics"), arguments.string("topics_exclude"));
    return topic -> forkPoints.topics().containsKey(topic) || filter.copies(topic);
  }
}
