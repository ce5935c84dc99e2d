package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A producer without transactions. The first record that fails is the end of the client. */
final class PlainWork implements Supervisor.Work {
  private static final Duration CLOSE = Duration.ofSeconds(15);

  private final ClientSettings settings;
  private final Kind kind;
  private final String name;
  private final String run;
  private final Sequences sequences;
  private final double rate;
  private final Stopping stopping;
  private final ProducerLedger ledger;

  /**
   * Begins nothing yet.
   *
   * @param rate records a second
   */
  PlainWork(
      ClientSettings settings,
      Kind kind,
      String name,
      String run,
      Sequences sequences,
      double rate,
      Stopping stopping,
      ProducerLedger ledger) {
    this.settings = settings;
    this.kind = kind;
    this.name = name;
    this.run = run;
    this.sequences = sequences;
    this.rate = rate;
    this.stopping = stopping;
    this.ledger = ledger;
  }

  @Override
  public void run(int client) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    Producer<byte[], byte[]> producer = Producers.open(settings, kind, name, Map.of());
    try {
      Pacer pacer = new Pacer(rate, stopping);
      while (failure.get() == null && pacer.turn()) {
        send(producer, sequences.next(), failure);
      }
    } finally {
      producer.close(CLOSE); // every record that is still under way gets its answer
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new KafkaException(failed);
    }
  }

  private void send(
      Producer<byte[], byte[]> producer,
      RecordId id,
      AtomicReference<@Nullable Exception> failure) {
    try {
      var unused =
          producer.send(
              id.record(run),
              (metadata, error) -> {
                if (error == null) {
                  ledger.acknowledged(id, metadata.partition(), metadata.offset(), Instant.now());
                } else {
                  ledger.not(Produced.State.UNKNOWN, id, error);
                  failure.compareAndSet(null, error);
                }
              });
    } catch (KafkaException e) {
      ledger.not(Produced.State.UNKNOWN, id, e);
      throw e;
    }
  }
}
