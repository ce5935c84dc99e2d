package dev.strimzidr.kafka;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Option;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.List;

/** The options by which a module gets into the Kafka clusters of sites. */
public final class KafkaOptions {
  private static final String LISTENER = "listener";
  private static final String USER = "user";

  /**
   * {@code listener}, by default {@code external}, and {@code user}, a KafkaUser whose Secret holds
   * the password.
   */
  public static final List<Option> ALL =
      List.of(Option.string(LISTENER).withDefault("external"), Option.string(USER).must());

  private KafkaOptions() {}

  /** As {@link KafkaEntrance#find}. */
  public static KafkaAccess access(Site site, Arguments arguments) {
    return KafkaEntrance.find(site, arguments.string(LISTENER), arguments.string(USER));
  }

  /** As {@link KafkaCluster#KafkaCluster(Site, String, String, Duration)}. */
  public static KafkaCluster cluster(Site site, Arguments arguments, Duration timeout) {
    return new KafkaCluster(site, arguments.string(LISTENER), arguments.string(USER), timeout);
  }
}
