package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.ResourceLabels;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names of Strimzi's labels. */
public final class Labels {
  public static final String CLUSTER = ResourceLabels.STRIMZI_CLUSTER_LABEL;
  public static final String KIND = ResourceLabels.STRIMZI_KIND_LABEL;
  public static final String NAME = ResourceLabels.STRIMZI_NAME_LABEL;
  public static final String COMPONENT_TYPE = ResourceLabels.STRIMZI_COMPONENT_TYPE_LABEL;
  public static final String DOMAIN = "strimzi.io/";
  public static final String POOL_NAME = DOMAIN + "pool-name";
  public static final String POD_NAME = DOMAIN + "pod-name";
  public static final String BROKER_ROLE = DOMAIN + "broker-role";
  public static final String CONTROLLER_ROLE = DOMAIN + "controller-role";
  public static final String CONTROLLER = DOMAIN + "controller";
  public static final String CONTROLLER_NAME = DOMAIN + "controller-name";
  public static final String DISCOVERY = DOMAIN + "discovery";
  public static final String KUBERNETES = "app.kubernetes.io/";

  private Labels() {}

  /** A label's value. */
  public static Optional<String> of(HasMetadata resource, String label) {
    return Optional.ofNullable(resource.getMetadata().getLabels()).map(labels -> labels.get(label));
  }

  /**
   * The labels that a resource hands down to what is made for it: the cluster's name, and all but
   * Strimzi's own and Kubernetes' recommended ones.
   */
  public static Map<String, String> inherited(HasMetadata resource) {
    Map<String, String> inherited = new TreeMap<>();
    Optional.ofNullable(resource.getMetadata().getLabels())
        .orElse(Map.of())
        .forEach((label, value) -> {
          boolean handed =
              !label.startsWith(KUBERNETES)
                  && !label.startsWith("kustomize.toolkit.fluxcd.io")
                  && (label.equals(CLUSTER) || !label.startsWith(DOMAIN));
          if (handed) {
            inherited.put(label, value);
          }
        });
    return inherited;
  }
}
