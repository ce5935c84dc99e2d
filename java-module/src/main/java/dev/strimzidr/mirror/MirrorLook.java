package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One look at the mirror between two sites. That a site cannot be asked is what an operator wants
 * to know then, so it is a fact and no failure.
 */
final class MirrorLook implements AutoCloseable {
  /** Which mirror, and how long a question may take. */
  static final List<Option> OPTIONS =
      List.of(
          Sites.option(),
          Option.string("source").must(),
          Option.string("name").must(),
          Option.integer("timeout").withDefault(30L));

  private final Site source;
  private final Site target;
  private final KafkaCluster from;
  private final KafkaCluster to;
  private final Ref ref;
  private final Clock clock;
  private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();

  private MirrorLook(
      Site source, Site target, KafkaCluster from, KafkaCluster to, Ref ref, Clock clock) {
    this.source = source;
    this.target = target;
    this.from = from;
    this.to = to;
    this.ref = ref;
    this.clock = clock;
    facts.put("source", source.name());
    facts.put("target", target.name());
  }

  /**
   * Asks nothing yet.
   *
   * @param ofSource how long a question to the source may take
   */
  static MirrorLook open(Sites sites, Arguments arguments, Duration ofSource, Clock clock) {
    Site source = sites.named("source", arguments.string("source"));
    Site target = sites.other(source);
    return of(
        source,
        target,
        KafkaOptions.cluster(source, arguments, ofSource),
        KafkaOptions.cluster(target, arguments, arguments.seconds("timeout", 1)),
        arguments.string("name"),
        clock);
  }

  /**
   * One by given connections; it asks nothing yet.
   *
   * @param name of the mirror
   */
  static MirrorLook of(
      Site source, Site target, KafkaCluster from, KafkaCluster to, String name, Clock clock) {
    return new MirrorLook(
        source, target, from, to, target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, name), clock);
  }

  Site source() {
    return source;
  }

  Site target() {
    return target;
  }

  KafkaCluster from() {
    return from;
  }

  KafkaCluster to() {
    return to;
  }

  /** The KafkaMirrorMaker2. */
  Ref ref() {
    return ref;
  }

  /** What was found until now, as a module returns it. */
  Map<String, @Nullable Object> facts() {
    return facts;
  }

  /**
   * Looks for the mirror.
   *
   * @param there what is to be found out of one that is there
   * @param absent what is to be found out where there is none
   */
  void take(Consumer<ObjectNode> there, Runnable absent) {
    Optional<ObjectNode> mirror;
    try {
      mirror = target.api().find(ref);
    } catch (ModuleFailure failure) {
      none("%s cannot be asked: %s".formatted(target.name(), failure.message()));
      return;
    }
    if (mirror.isPresent()) {
      there.accept(mirror.get());
      return;
    }
    none(
        "there is no KafkaMirrorMaker2 %s in namespace %s at %s"
            .formatted(ref.name(), target.namespace(), target.name()));
    absent.run();
  }

  /** What the resource itself says, and what was found of its topics before. */
  MirrorTopics declared(ObjectNode mirror) {
    facts.putAll(MirrorStatus.of(mirror));
    MirrorTopics topics = new MirrorTopics(mirror, ref.name(), source.name(), target);
    // What was found before counts, also where the source cannot be asked now.
    topics.remembered().ifPresent(found -> facts.put("identity", found));
    return topics;
  }

  /** Measures how far it is: {@link Measurement#take}. */
  void measure(
      ObjectNode mirror,
      MirrorTopics topics,
      ConnectOffsets copied,
      ConnectStates states,
      Duration begun,
      Duration drain,
      Measurement.Scope scope) {
    Stuck stuck = new Stuck(states::now, clock);
    facts.putAll(
        new Measurement(mirror, copied, from, to, topics, stuck, clock).take(begun, drain, scope));
  }

  /** Nothing is known of how far it is. */
  void unmeasured(String why) {
    Map<String, @Nullable Object> lag = new LinkedHashMap<>();
    lag.put("lag_records", null);
    lag.put("lag_seconds", null);
    lag.put("why", why);
    facts.put("lag", lag);
  }

  private void none(String why) {
    facts.put("found", false);
    facts.put("running", false);
    facts.put("why", why);
    unmeasured(why);
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
