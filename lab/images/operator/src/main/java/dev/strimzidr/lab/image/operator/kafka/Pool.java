package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.resource.Component;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.kafka.Storage;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolStatus;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolStatusBuilder;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * A node pool as it is to be.
 *
 * @param component labels and owner of what is made for the pool
 * @param storage the storage in use, which is not the one asked for when that is not allowed
 * @param warnings what its status has to say
 */
public record Pool(
    KafkaNodePool resource,
    Component component,
    NodeIds ids,
    Storage storage,
    List<Condition> warnings) {

  public String name() {
    return resource.getMetadata().getName();
  }

  /** Name of the StrimziPodSet, and what the names of Pods begin with. */
  public String setName() {
    return component.cluster() + "-" + name();
  }

  public boolean isBroker() {
    return resource.getSpec().getRoles().contains(ProcessRoles.BROKER);
  }

  public boolean isController() {
    return resource.getSpec().getRoles().contains(ProcessRoles.CONTROLLER);
  }

  public List<Node> nodes() {
    return nodes(ids.desired());
  }

  public List<Node> nodes(NavigableSet<Integer> of) {
    return of.stream().map(this::node).toList();
  }

  private Node node(int id) {
    return new Node(setName() + "-" + id, id, name(), isController(), isBroker());
  }

  public KafkaNodePoolStatus status(String clusterId) {
    return new KafkaNodePoolStatusBuilder()
        .withClusterId(clusterId)
        .withNodeIds(new ArrayList<>(ids.desired()))
        .withRoles(resource.getSpec().getRoles().stream().sorted().toList())
        .withReplicas(ids.desired().size())
        .withLabelSelector(component.selectorText())
        .withConditions(warnings)
        .withObservedGeneration(resource.getMetadata().getGeneration())
        .build();
  }
}
