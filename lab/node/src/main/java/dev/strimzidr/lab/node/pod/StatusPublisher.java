package dev.strimzidr.lab.node.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status of one Pod. Only the newest one matters, and an API server that does not answer
 * must not hold up the Pod: writing has a thread of its own.
 */
final class StatusPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPublisher.class);
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

  private final KubernetesClient client;
  private final Pod pod;
  private final AtomicReference<@Nullable PodStatus> next = new AtomicReference<>();
  private final Thread writer = Thread.ofVirtual().name("status").unstarted(this::write);
  private volatile boolean closed;

  StatusPublisher(KubernetesClient client, Pod pod) {
    this.client = client;
    this.pod = pod;
    writer.start();
  }

  void publish(PodStatus status) {
    next.set(status);
    LockSupport.unpark(writer);
  }

  void close() {
    closed = true;
    LockSupport.unpark(writer);
  }

  private void write() {
    while (!closed) {
      PodStatus status = next.getAndSet(null);
      if (status == null) {
        LockSupport.park(this);
      } else if (!send(status)) {
        next.compareAndSet(null, status);
        LockSupport.parkNanos(this, RETRY_NANOS);
      }
    }
  }

  private boolean send(PodStatus status) {
    // The uid makes the server refuse a Pod of the same name that came after this one.
    var patch = Map.of("metadata", Map.of("uid", pod.getMetadata().getUid()), "status", status);
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              client.getKubernetesSerialization().asJson(patch));
      return true;
    } catch (KubernetesClientException e) {
      boolean gone =
          e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
              || e.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!gone) {
        LOG.warn(
            "The status of Pod {} was not written: {}",
            pod.getMetadata().getName(),
            e.getMessage());
      }
      return gone;
    }
  }
}
