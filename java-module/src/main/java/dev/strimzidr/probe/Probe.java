package dev.strimzidr.probe;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.ModuleFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * A real record through a bootstrap name, with every address, certificate and broker on its way.
 *
 * @param topic to which it is written
 * @param refused whether the write has to be refused
 * @param checkMode whether nothing is written
 * @param timeout how long each step may take
 */
public record Probe(String topic, boolean refused, boolean checkMode, Duration timeout) {

  /** One that writes a record. */
  public Probe(String topic, Duration timeout) {
    this(topic, false, false, timeout);
  }

  /**
   * What was found, as {@code kafka_probe} returns it.
   *
   * @param entrance the way in, which is looked up as the first step
   * @param arrival where the record is read; empty for where it is written
   * @throws ModuleFailure of the step that fails, with the steps so far
   */
  public Map<String, @Nullable Object> take(
      Supplier<KafkaAccess> entrance, Optional<Supplier<KafkaAccess>> arrival) {
    Steps steps = new Steps();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    KafkaAccess access = steps.take("look up", entrance);
    facts.put("bootstrap_servers", access.bootstrapServers());
    Endpoints endpoints = new Endpoints(access, timeout, steps);
    facts.put("endpoints", endpoints.bootstrap());
    try (Records records = new Records(access, timeout)) {
      Collection<Node> brokers = steps.take("authenticate", () -> records.authenticate(topic));
      facts.put("brokers", brokers.size());
      facts.put("advertised", endpoints.advertised(brokers));
      steps.take("find topic", () -> records.findTopic(topic, refused));
      if (refused) {
        facts.put("refusal", steps.take("refuse", () -> records.writeRefused(topic)));
      } else if (!checkMode) {
        KafkaAccess read = arrival.map(there -> steps.take("look up", there)).orElse(access);
        facts.putAll(passThrough(records, new Clients(read, timeout), steps));
      }
    }
    facts.put("steps", steps.document());
    return facts;
  }

  private Map<String, Object> passThrough(Records from, Clients to, Steps steps) {
    String id = "strimzi-dr-probe " + UUID.randomUUID();
    try (Reader reader = steps.take("open reader", () -> Reader.atEnd(to, topic))) {
      RecordMetadata written = steps.take("write", () -> from.write(topic, id));
      steps.take("read", () -> reader.await(id));
      return Map.of("partition", written.partition(), "offset", written.offset());
    }
  }
}
