package dev.strimzidr.lab.image.operator.kafka.check;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replication factors cannot be larger than the number of brokers. */
public final class ReplicationChecks {
  private static final List<String> FACTORS =
      List.of(
          "default.replication.factor",
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "transaction.state.log.min.isr");

  private ReplicationChecks() {}

  /**
   * Looks at each factor in turn.
   *
   * @throws Refusal naming the first factor that is too large
   */
  public static void check(@Nullable Map<String, Object> config, int brokers) {
    for (String factor : FACTORS) {
      Optional.ofNullable(config)
          .map(options -> options.get(factor))
          .filter(value -> number(factor, value) > brokers)
          .ifPresent(value -> {
            throw Refusal.invalidResource(
                "Kafka configuration option '%s' should be set to %d%s because this cluster has only %d Kafka broker(s)."
                    .formatted(factor, brokers, brokers > 1 ? " or less" : "", brokers));
          });
    }
  }

  private static int number(String property, Object value) {
    try {
      return Integer.parseInt(value.toString());
    } catch (NumberFormatException e) {
      throw Refusal.invalidResource("Property " + property + " should be an integer");
    }
  }
}
