package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as a module uses it, from one thread: one client that asks, one that reads whole
 * topics, each opened when it is first needed. To log in at every broker takes a JVM that has just
 * started longer than to ask.
 */
public final class KafkaCluster implements AutoCloseable {
  private final KafkaAccess access;
  private final Duration timeout;
  private @Nullable KafkaAdmin admin;
  private @Nullable WholeTopics topics;

  /**
   * Connects nothing yet.
   *
   * @param timeout how long one question may take
   */
  public KafkaCluster(KafkaAccess access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
  }

  /** Begins to connect in the background; what fails is told with the first question. */
  public void connect() {
    KafkaFuture<?> unused =
        admin().ask("connecting", client -> client.describeCluster().clusterId());
  }

  /**
   * The answer.
   *
   * @param what what is tried, such as {@code reading topics}
   * @throws ModuleFailure when there is none
   */
  public <T> T ask(String what, KafkaAdmin.Question<T> question) {
    return admin().ask(what, question);
  }

  /**
   * Hands over every committed record of a small topic.
   *
   * @throws ModuleFailure when the topic is not there, or the time is not enough
   */
  public void readWhole(String topic, WholeTopics.Taker taker) {
    if (topics == null) {
      topics = new WholeTopics(access, timeout);
    }
    topics.read(topic, taker);
  }

  /**
   * Where the logs of topics end at the leaders of their partitions, with what not every replica in
   * sync has yet. While it is asked for, another thread may ask other things.
   *
   * @throws ModuleFailure when a partition has no leader, or it does not answer
   */
  public Map<TopicPartition, Long> logEnds(Collection<String> topics) {
    Map<Node, List<TopicPartition>> leaders =
        ask("asking for leaders", client -> leaders(client, topics));
    try (LogEnds ends = new LogEnds(access, timeout)) {
      return ends.of(leaders);
    }
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

  /** The way in, for a client of another kind. */
  public KafkaAccess access() {
    return access;
  }

  /** How long one question may take. */
  public Duration timeout() {
    return timeout;
  }

  private KafkaAdmin admin() {
    if (admin == null) {
      admin = new KafkaAdmin(access, timeout);
    }
    return admin;
  }

  @Override
  public void close() {
    if (topics != null) {
      topics.close();
    }
    if (admin != null) {
      admin.close();
    }
  }
}
