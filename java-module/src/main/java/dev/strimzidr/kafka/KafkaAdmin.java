package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * An {@link Admin} client whose errors become failures that say what was tried at which address.
 */
public final class KafkaAdmin implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  // As long as Kafka waits by itself.
  private static final int MOST_REQUEST_MILLIS = 30_000;

  private final Admin admin;
  private final String address;

  /** Something that the cluster is asked. */
  public interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException;
  }

  /**
   * Connects in the background.
   *
   * @param timeout how long one question may take
   */
  public KafkaAdmin(KafkaAccess access, Duration timeout) {
    address = access.bootstrapServers();
    Map<String, Object> properties = new HashMap<>(access.properties());
    int millis = Math.toIntExact(timeout.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, MOST_REQUEST_MILLIS));
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, "connecting to " + address);
    }
  }

  /** Logs in in the background; the next request reports whether that failed. */
  public void connect() {
    KafkaFuture<?> unused = ask("connecting", client -> client.describeCluster().clusterId());
  }

  /**
   * The answer.
   *
   * @param what what is tried, such as {@code reading topics}
   * @throws ModuleFailure when there is none
   */
  public <T> T ask(String what, Question<T> question) {
    try {
      return question.ask(admin);
    } catch (ExecutionException | KafkaException e) {
      throw KafkaErrors.of(e, what + " at " + address);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while " + what, e);
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE);
  }
}
