package dev.strimzidr.lab.node.cluster;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Events, as {@code kubectl describe} shows them. They are sent in the background. */
public final class Events implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final KubernetesClient client;
  private final String node;
  private final Clock clock;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("events").factory());

  /** Events that come from a node of this name. */
  public Events(KubernetesClient client, String node, Clock clock) {
    this.client = client;
    this.node = node;
    this.clock = clock;
  }

  /** Something went as it should. */
  public void normal(HasMetadata about, String reason, String message) {
    send(about, "Normal", reason, message);
  }

  /** Something needs a look. */
  public void warning(HasMetadata about, String reason, String message) {
    LOG.warn(
        "{} {}/{}: {}: {}",
        about.getKind(),
        about.getMetadata().getNamespace(),
        about.getMetadata().getName(),
        reason,
        message);
    send(about, "Warning", reason, message);
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }

  private void send(HasMetadata about, String type, String reason, String message) {
    var metadata = about.getMetadata();
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(metadata.getNamespace())
            .withGenerateName(metadata.getName() + ".")
            .endMetadata()
            .withType(type)
            .withReason(reason)
            .withMessage(message)
            .withCount(1)
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withNewSource()
            .withComponent("lab-node")
            .withHost(node)
            .endSource()
            .withNewInvolvedObject()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .endInvolvedObject()
            .build();
    sender.execute(() -> {
      try {
        client.resource(event).create();
      } catch (KubernetesClientException e) {
        LOG.debug("An Event was not written: {}", message, e);
      }
    });
  }
}
