package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * A connection to one broker, for requests that only this broker can answer. Kafka's own clients
 * choose the broker themselves.
 */
public final class BrokerConnection implements AutoCloseable {
  private static final String CLIENT = "strimzi-dr";
  private static final int BUFFER = 64 * 1024;

  private final Metrics metrics = new Metrics();
  private final NetworkClient client;
  private final Node broker;
  private final Duration timeout;
  private final String what;

  /**
   * Connects with the first request.
   *
   * @param timeout how long one request may take
   * @param what what the requests are for, such as {@code trying rights}
   */
  public BrokerConnection(KafkaAccess access, Node broker, Duration timeout, String what) {
    this.broker = broker;
    this.timeout = timeout;
    this.what =
        "%s at broker %s (%s:%d)".formatted(what, broker.idString(), broker.host(), broker.port());
    LogContext log = new LogContext();
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      Selector selector =
          new Selector(
              millis,
              metrics,
              Time.SYSTEM,
              CLIENT,
              ClientUtils.createChannelBuilder(
                  new AdminClientConfig(access.properties()), Time.SYSTEM, log),
              log);
      client =
          new NetworkClient(
              selector,
              new ManualMetadataUpdater(List.of(broker)),
              CLIENT,
              1,
              100,
              1000,
              BUFFER,
              BUFFER,
              millis,
              millis,
              millis,
              Time.SYSTEM,
              true,
              new ApiVersions(),
              log,
              MetadataRecoveryStrategy.NONE);
    } catch (KafkaException e) {
      metrics.close();
      throw KafkaErrors.of(e, this.what);
    }
  }

  /**
   * The broker's response.
   *
   * @throws ModuleFailure when the broker does not respond in time, or refuses the login
   */
  public AbstractResponse ask(AbstractRequest.Builder<?> request) {
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      if (!NetworkClientUtils.awaitReady(client, broker, Time.SYSTEM, millis)) {
        throw new TimeoutException("no connection in time");
      }
      ClientRequest sent =
          client.newClientRequest(
              broker.idString(), request, Time.SYSTEM.milliseconds(), true, millis, null);
      return NetworkClientUtils.sendAndReceive(client, sent, Time.SYSTEM).responseBody();
    } catch (IOException | KafkaException e) {
      throw KafkaErrors.of(e, what);
    }
  }

  @Override
  public void close() {
    client.close();
    metrics.close();
  }
}
