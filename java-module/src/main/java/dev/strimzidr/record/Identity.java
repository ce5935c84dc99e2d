package dev.strimzidr.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What tells a site from every other place, whatever its address and its name.
 *
 * @param kubeSystem the UID of the namespace {@code kube-system}; null where it is not known
 * @param namespace the UID of the Kafka namespace; null where it is not known
 * @param kafka the ID of the Kafka cluster; null as long as there has been none
 */
public record Identity(
    @JsonProperty("kube_system") @Nullable String kubeSystem,
    @Nullable String namespace,
    @Nullable String kafka) {

  /** Of a site that nobody has looked at. */
  static final Identity UNKNOWN = new Identity(null, null, null);

  /** Whether anything is known of both. */
  boolean comparable(Identity other) {
    return (kubeSystem != null && other.kubeSystem != null)
        || (namespace != null && other.namespace != null)
        || (kafka != null && other.kafka != null);
  }

  /** This one, with what it lacks taken from what was seen. */
  Identity or(Identity seen) {
    return new Identity(
        kubeSystem == null ? seen.kubeSystem : kubeSystem,
        namespace == null ? seen.namespace : namespace,
        kafka == null ? seen.kafka : kafka);
  }
}
