package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A producer without transactions. The first record that fails is the end of the client. */
record PlainWork(Writing writing, Kind kind) implements Supervisor.Work {
  private static final Duration CLOSE = Duration.ofSeconds(15);

  @Override
  public void run(int client) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    Producer<byte[], byte[]> producer = writing.open(kind, Map.of());
    try {
      Pacer pacer = writing.pacer();
      while (failure.get() == null && pacer.turn()) {
        send(producer, writing.sequences().next(), failure);
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
              id.record(writing.run()),
              (metadata, error) -> {
                if (error == null) {
                  writing
                      .ledger()
                      .acknowledged(id, metadata.partition(), metadata.offset(), Instant.now());
                } else {
                  writing.ledger().not(Produced.State.UNKNOWN, id, error);
                  failure.compareAndSet(null, error);
                }
              });
    } catch (KafkaException e) {
      writing.ledger().not(Produced.State.UNKNOWN, id, e);
      throw e;
    }
  }
}
