package dev.strimzidr.lab.image.operator.kafka.roll;

import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.resource.Labels;
import io.fabric8.kubernetes.api.model.Pod;

/** Reads what a Pod says about the node that it is. */
public final class Nodes {
  private Nodes() {}

  public static Node of(Pod pod) {
    String name = pod.getMetadata().getName();
    return new Node(
        name,
        Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)),
        Labels.of(pod, Labels.POOL_NAME).orElse(""),
        isTrue(pod, Labels.CONTROLLER_ROLE),
        isTrue(pod, Labels.BROKER_ROLE));
  }

  private static boolean isTrue(Pod pod, String label) {
    return Labels.of(pod, label).map(Boolean::parseBoolean).orElse(false);
  }
}
