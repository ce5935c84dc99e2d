package dev.strimzidr.kafka;

import dev.strimzidr.module.Background;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster as a module uses it: one {@link KafkaAdmin}, which connects in the background,
 * and one consumer that reads whole topics, from one thread, opened with its first use. In a JVM
 * that has just started, logging in to the brokers takes longer than the requests themselves.
 */
public final class KafkaCluster implements AutoCloseable {
  private final CompletableFuture<Door> door;
  private final Duration timeout;
  private @Nullable Consumer<byte[], byte[]> consumer;

  private record Door(KafkaAccess access, KafkaAdmin admin) {}

  /**
   * Connects in the background.
   *
   * @param timeout how long one request may take
   * @throws ModuleFailure when its properties are invalid, such as a bootstrap server that does not
   *     resolve
   */
  public KafkaCluster(KafkaAccess access, Duration timeout) {
    this.timeout = timeout;
    this.door = CompletableFuture.completedFuture(door(access, timeout));
  }

  /**
   * Looks up the listener and the credentials and connects in the background, so that several sites
   * are connected to in parallel; the first request reports what failed.
   *
   * @param listener the listener of the Kafka resource
   * @param user the KafkaUser to log in as
   * @param timeout how long one request may take
   */
  public KafkaCluster(Site site, String listener, String user, Duration timeout) {
    this.timeout = timeout;
    this.door =
        CompletableFuture.supplyAsync(
            () -> door(KafkaEntrance.find(site, listener, user), timeout), Background::start);
  }

  private static Door door(KafkaAccess access, Duration timeout) {
    KafkaAdmin admin = new KafkaAdmin(access, timeout);
    admin.connect();
    return new Door(access, admin);
  }

  /**
   * The answer.
   *
   * @param what what is tried, such as {@code reading topics}
   * @throws ModuleFailure when there is none
   */
  public <T> T ask(String what, KafkaAdmin.Question<T> question) {
    return Futures.get(door).admin().ask(what, question);
  }

  /** What is found out by its client that asks. */
  public <T> T with(Function<KafkaAdmin, T> work) {
    return work.apply(Futures.get(door).admin());
  }

  /** A reader of a small topic, which has read nothing yet. */
  public TopicReader reader(String topic) {
    KafkaAccess access = access();
    if (consumer == null) {
      consumer = TopicReader.consumer(access, timeout);
    }
    return new TopicReader(
        consumer, topic, "reading %s at %s".formatted(topic, access.bootstrapServers()), timeout);
  }

  /** Its ID. */
  public String clusterId() {
    return Objects.requireNonNull(
        ask(
            "asking for the ID of the cluster",
            client -> client.describeCluster().clusterId().get()));
  }

  /**
   * The log end offsets at the leaders of all partitions of topics: beyond the high watermark where
   * an in-sync replica has not fetched all records yet. Other threads may use the cluster
   * meanwhile.
   *
   * @throws ModuleFailure when a partition has no leader, or it does not answer
   */
  public Map<TopicPartition, Long> logEndOffsets(Collection<String> topics) {
    Map<Node, List<TopicPartition>> leaders =
        ask("asking for leaders", client -> leaders(client, topics));
    return new LogEndOffsets(access(), timeout).of(leaders);
  }

  private static Map<Node, List<TopicPartition>> leaders(Admin client, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<Node, List<TopicPartition>> leaders = new HashMap<>();
    for (TopicDescription topic : client.describeTopics(topics).allTopicNames().get().values()) {
      for (TopicPartitionInfo info : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), info.partition());
        if (info.leader() == null) {
          throw new LeaderNotAvailableException(partition + " has no leader");
        }
        leaders.computeIfAbsent(info.leader(), node -> new ArrayList<>()).add(partition);
      }
    }
    return leaders;
  }

  /** Bootstrap servers, trust and credentials, for a client of another kind. */
  public KafkaAccess access() {
    return Futures.get(door).access();
  }

  /** How long one request may take. */
  public Duration timeout() {
    return timeout;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
    // Where it is still looked for, it is closed as soon as it is found.
    CompletableFuture<?> unused = door.thenAccept(found -> found.admin().close());
  }
}
