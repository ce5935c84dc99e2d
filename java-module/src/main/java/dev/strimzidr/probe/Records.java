package dev.strimzidr.probe;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** The steps in Kafka: authentication, a record written, a record read. */
final class Records implements AutoCloseable {
  /** More than a broker takes for one record by default, less than it takes for one request. */
  private static final int TOO_LARGE_BY = 64 * 1024;

  private static final String DEFAULT_MAX_MESSAGE_BYTES = "1048588";
  private static final int SMALL_REQUEST = 1024 * 1024;
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final KafkaAccess access;
  private final Clients clients;
  private @Nullable Admin admin;

  Records(KafkaAccess access, Duration timeout) {
    this.access = access;
    this.clients = new Clients(access, timeout);
  }

  /**
   * Logs in; the brokers that the cluster says it has, at the addresses that it sends clients to.
   * Asking for them already goes there, so where that takes too long, those that lead the topic are
   * taken, which the first broker tells.
   */
  Collection<Node> authenticate(String topic) {
    String what = "logging in at " + access.bootstrapServers();
    DescribeClusterOptions half = new DescribeClusterOptions().timeoutMs(clients.millis() / 2);
    try {
      return admin().describeCluster(half).nodes().get();
    } catch (ExecutionException | KafkaException e) {
      ModuleFailure failure = KafkaErrors.of(e, what);
      Collection<Node> leaders =
          failure.reason() == Reason.TIMEOUT ? leaders(topic) : List.<Node>of();
      if (leaders.isEmpty()) {
        throw failure;
      }
      return leaders;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Collection<Node> leaders(String topic) {
    Map<Integer, Node> leaders = new TreeMap<>();
    try (Producer<byte[], byte[]> producer =
        clients.producer(SMALL_REQUEST, clients.millis() / 2)) {
      for (PartitionInfo partition : producer.partitionsFor(topic)) {
        if (partition.leader() != null) {
          leaders.put(partition.leader().id(), partition.leader());
        }
      }
    } catch (KafkaException e) {
      return List.of(); // what failed before is the better answer
    }
    return leaders.values();
  }

  /**
   * Finds the topic, and that it takes writes.
   *
   * @param hidden whether it is all right that the user may not even see it
   */
  void findTopic(String topic, boolean hidden) {
    try {
      TopicDescription found =
          admin().describeTopics(List.of(topic)).allTopicNames().get().values().iterator().next();
      if (!hidden) {
        TopicCheck.check(found, Integer.parseInt(setting(topic, "min.insync.replicas", "1")));
      }
    } catch (ExecutionException | KafkaException e) {
      if (!hidden || !(e.getCause() instanceof AuthorizationException)) {
        throw KafkaErrors.of(
            e, "looking for topic %s at %s".formatted(topic, access.bootstrapServers()));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  RecordMetadata write(String topic, String id) {
    try (Producer<byte[], byte[]> producer = clients.producer(SMALL_REQUEST, clients.millis())) {
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
    try (Producer<byte[], byte[]> producer =
        clients.producer(size + TOO_LARGE_BY, clients.millis())) {
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
    return Integer.parseInt(setting(topic, "max.message.bytes", DEFAULT_MAX_MESSAGE_BYTES));
  }

  /** A setting of the topic; what is assumed where the user may not see it. */
  private String setting(String topic, String name, String assumed) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      ConfigEntry entry =
          admin()
              .describeConfigs(List.of(resource))
              .all()
              .get()
              .values()
              .iterator()
              .next()
              .get(name);
      return entry == null || entry.value() == null ? assumed : entry.value();
    } catch (ExecutionException | KafkaException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return assumed;
      }
      throw KafkaErrors.of(
          e,
          "reading the configuration of topic %s at %s"
              .formatted(topic, access.bootstrapServers()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * One client for all requests, because every new client authenticates twice: at the bootstrap
   * broker and at the target.
   */
  private Admin admin() {
    if (admin == null) {
      admin = clients.admin();
    }
    return admin;
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(CLOSE);
    }
  }

  private static ModuleFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ModuleFailure(Reason.INTERNAL, "interrupted", e);
  }
}
