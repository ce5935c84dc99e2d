package dev.strimzidr.lab.image.operator.authority;

import dev.strimzidr.lab.image.operator.resource.Annotations;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * How far the running Pods have come with the cluster's CA.
 *
 * @param needsTrust whether some do not yet trust its present key
 * @param fullyUsed whether all use its present certificate
 */
public record TrustState(boolean needsTrust, boolean fullyUsed) {

  public static TrustState of(Authority clusterCa, List<Pod> pods) {
    List<Pod> staying =
        pods.stream().filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).toList();
    boolean needsTrust =
        staying.stream()
            .anyMatch(pod ->
                differs(pod, Annotations.CLUSTER_CA_KEY_GENERATION, clusterCa.keyGeneration()));
    boolean oldCertificate =
        staying.stream()
            .anyMatch(pod ->
                differs(
                    pod,
                    Annotations.CLUSTER_CA_CERT_GENERATION,
                    clusterCa.certificateGeneration()));
    return new TrustState(needsTrust, !pods.isEmpty() && !oldCertificate);
  }

  private static boolean differs(Pod pod, String annotation, int generation) {
    return Annotations.number(pod, annotation, generation) != generation;
  }
}
