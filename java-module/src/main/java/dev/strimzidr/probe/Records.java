package dev.strimzidr.probe;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The steps in Kafka: authentication, a record written, a record read. */
final class Records {
  /** More than a broker takes for one record by default, less than it takes for one request. */
  private static final int TOO_LARGE_BY = 64 * 1024;

  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

  private final KafkaAccess access;
  private final Duration timeout;

  Records(KafkaAccess access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
  }

  /** Logs in; the number of brokers that the cluster says it has. */
  int authenticate() {
    Map<String, Object> properties = properties();
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    try (Admin admin = Admin.create(properties)) {
      return admin.describeCluster().nodes().get().size();
    } catch (ExecutionException | KafkaException e) {
      throw KafkaErrors.of(e, "logging in at " + access.bootstrapServers());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  RecordMetadata write(String topic, String id) {
    try (Producer<byte[], byte[]> producer = producer(DEFAULT_MAX_MESSAGE_BYTES)) {
      byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
      return producer.send(new ProducerRecord<>(topic, bytes, bytes)).get();
    } catch (ExecutionException | KafkaException e) {
      throw KafkaErrors.of(
          e, "writing to topic %s at %s".formatted(topic, access.bootstrapServers()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Shows that a write is refused, without a way for it to succeed: the record is larger than a
   * broker takes, and whether the client may write at all is decided before its size is looked at.
   *
   * @return what the broker said
   * @throws ModuleFailure with the reason not_refused when the broker would have taken a record
   */
  String writeRefused(String topic) {
    int size = maxMessageBytes(topic) + TOO_LARGE_BY;
    try (Producer<byte[], byte[]> producer = producer(size + TOO_LARGE_BY)) {
      producer.send(new ProducerRecord<>(topic, new byte[size])).get();
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof AuthorizationException) {
        return String.valueOf(cause.getMessage());
      }
      if (!(cause instanceof RecordTooLargeException)) {
        throw KafkaErrors.of(
            e, "writing to topic %s at %s".formatted(topic, access.bootstrapServers()));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throw new ModuleFailure(
        Reason.NOT_REFUSED,
        "A write of %s to topic %s at %s is not refused, though it should be"
            .formatted(
                access.login().map(KafkaAccess.Login::user).orElse("an anonymous client"),
                topic,
                access.bootstrapServers()));
  }

  private int maxMessageBytes(String topic) {
    Map<String, Object> properties = properties();
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(properties)) {
      ConfigEntry entry =
          admin
              .describeConfigs(List.of(resource))
              .values()
              .values()
              .iterator()
              .next()
              .get()
              .get("max.message.bytes");
      return entry == null ? DEFAULT_MAX_MESSAGE_BYTES : Integer.parseInt(entry.value());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return DEFAULT_MAX_MESSAGE_BYTES; // a client need not be allowed to see it
      }
      throw KafkaErrors.of(
          e,
          "reading the configuration of topic %s at %s"
              .formatted(topic, access.bootstrapServers()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Opens a reader at the end of a topic, so that what is written from now on is seen. */
  Reader readerAtEnd(String topic) {
    Consumer<byte[], byte[]> consumer = consumer();
    try {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      return new Reader(consumer, topic);
    } catch (KafkaException e) {
      consumer.close();
      throw KafkaErrors.of(e, "reading topic %s at %s".formatted(topic, access.bootstrapServers()));
    }
  }

  /** Waits for one record. */
  final class Reader implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    private Reader(Consumer<byte[], byte[]> consumer, String topic) {
      this.consumer = consumer;
      this.topic = topic;
    }

    TopicPartition await(String id) {
      byte[] wanted = id.getBytes(StandardCharsets.US_ASCII);
      long deadline = System.nanoTime() + timeout.toNanos();
      try {
        while (System.nanoTime() < deadline) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (Arrays.equals(record.key(), wanted)) {
              return new TopicPartition(record.topic(), record.partition());
            }
          }
        }
      } catch (KafkaException e) {
        throw KafkaErrors.of(
            e, "reading topic %s at %s".formatted(topic, access.bootstrapServers()));
      }
      throw new ModuleFailure(
          Reason.TIMEOUT,
          "The record did not arrive in topic %s at %s within %d s"
              .formatted(topic, access.bootstrapServers(), timeout.toSeconds()));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private Producer<byte[], byte[]> producer(int maxRequestSize) {
    Map<String, Object> properties = properties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis());
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRequestSize);
    properties.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2L * maxRequestSize));
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = properties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis(), 10_000));
    return properties;
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }

  private static ModuleFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ModuleFailure(Reason.INTERNAL, "interrupted", e);
  }
}
