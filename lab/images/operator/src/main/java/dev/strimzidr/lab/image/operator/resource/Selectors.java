package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.Map;

/** Label selectors, as an object or as text. */
public final class Selectors {
  private Selectors() {}

  public static LabelSelector matching(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }

  public static Map<String, String> of(String kind, String cluster) {
    return Map.of(Labels.KIND, kind, Labels.CLUSTER, cluster);
  }
}
