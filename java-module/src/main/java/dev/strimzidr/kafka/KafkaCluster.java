package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import java.time.Duration;
import org.apache.kafka.common.KafkaFuture;
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
