package dev.strimzidr.lab.node.pod;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last act of a Pod's end: its object goes. */
final class PodDeletion {
  private static final Logger LOG = LoggerFactory.getLogger(PodDeletion.class);

  private PodDeletion() {}

  /** Whether the object is gone; a Pod of the same name that came later is left alone. */
  static boolean finish(KubernetesClient client, Pod pod) {
    var metadata = pod.getMetadata();
    var options =
        new DeleteOptionsBuilder()
            .withApiVersion("v1")
            .withKind("DeleteOptions")
            .withGracePeriodSeconds(0L)
            .withNewPreconditions()
            .withUid(metadata.getUid())
            .endPreconditions()
            .build();
    String uri =
        "/api/v1/namespaces/%s/pods/%s".formatted(metadata.getNamespace(), metadata.getName());
    try {
      client.raw(uri, "DELETE", options);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return true;
      }
      LOG.warn("Pod {} has ended but its object stays: {}", metadata.getName(), e.getMessage());
      return false;
    }
  }
}
