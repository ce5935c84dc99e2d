package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** A producer with transactions, ten a second at most, one in five of which it aborts. */
final class TransactionalWork implements Supervisor.Work {
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final int LEAST_RECORDS = 10;
  private static final int MOST_A_SECOND = 10;
  private static final int ABORTED = 5;

  private final Writing writing;
  private final String transactionalId;
  private long transactions;

  TransactionalWork(Writing writing, String transactionalId) {
    this.writing = writing;
    this.transactionalId = transactionalId;
  }

  @Override
  public void run(int client) {
    Producer<byte[], byte[]> producer =
        writing.open(
            Kind.TRANSACTIONAL, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId));
    try {
      producer.initTransactions();
      Pacer pacer = writing.pacer();
      while (!writing.stopping().requested()) {
        transaction(producer, pacer);
      }
    } finally {
      producer.close(CLOSE);
    }
  }

  private void transaction(Producer<byte[], byte[]> producer, Pacer pacer) {
    transactions++;
    producer.beginTransaction();
    Map<RecordId, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    try {
      while (sent.size() < Math.max(LEAST_RECORDS, writing.rate() / MOST_A_SECOND)
          && pacer.turn()) {
        RecordId id = writing.sequences().next();
        sent.put(id, producer.send(id.record(writing.run())));
      }
      if (transactions % ABORTED == 0) {
        producer.flush();
        producer.abortTransaction();
        sent.keySet().forEach(id -> writing.ledger().aborted(id, "on purpose"));
        return;
      }
    } catch (KafkaException e) {
      // It was never asked to be committed; the next client aborts it, or time does.
      sent.keySet().forEach(id -> writing.ledger().aborted(id, e.toString()));
      throw e;
    }
    try {
      // Kafka's producer (4.3.1) may commit before its last record is sent, see Producers.commit.
      producer.flush();
      producer.commitTransaction();
    } catch (KafkaException e) {
      sent.keySet().forEach(id -> writing.ledger().not(Produced.State.UNKNOWN, id, e));
      throw e;
    }
    Instant time = Instant.now();
    sent.forEach((id, future) -> acknowledge(id, future, time));
  }

  private void acknowledge(RecordId id, Future<RecordMetadata> future, Instant time) {
    try {
      RecordMetadata metadata = future.get();
      writing.ledger().acknowledged(id, metadata.partition(), metadata.offset(), time);
    } catch (ExecutionException e) {
      throw new IllegalStateException("committed without " + id, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
