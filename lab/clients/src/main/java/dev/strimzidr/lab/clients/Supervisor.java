package dev.strimzidr.lab.clients;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/**
 * Builds a client, lets it work, and builds a new one when it has failed, as what supervises an
 * application does. A new client looks the name up again.
 */
final class Supervisor implements Runnable {
  /** Logging in costs both sides more than hundreds of records do. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String name;
  private final Work work;
  private final Stopping stopping;
  private final Events events;

  /** What a client does. */
  interface Work {

    /**
     * Builds a client and works with it until it is done or the client has failed.
     *
     * @param client counts the clients that were built, from 1
     * @throws KafkaException when the client is no good any more
     */
    void run(int client);
  }

  /**
   * Begins nothing yet.
   *
   * @param stopping after which a client that has failed is not built again
   */
  Supervisor(String name, Work work, Stopping stopping, Events events) {
    this.name = name;
    this.work = work;
    this.stopping = stopping;
    this.events = events;
  }

  @Override
  public void run() {
    for (int client = 1; !stopping.requested(); client++) {
      events.add(name, "opened", "client " + client);
      try {
        work.run(client);
        return;
      } catch (KafkaException e) {
        events.add(name, "failed", "client %d: %s".formatted(client, words(e)));
      }
      if (stopping.await(PAUSE.toNanos())) {
        return;
      }
    }
  }

  /** The error and what is behind it: "Failed to construct" alone says nothing. */
  private static String words(Throwable error) {
    return error.getCause() == null ? error.toString() : error + " <- " + words(error.getCause());
  }
}
