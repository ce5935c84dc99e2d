package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which resources need others to be there first. */
final class ApplyOrder {
  private static final int LAST = 5;

  /** By kind and group, as kubectl writes them; a definition may have the kind of another group. */
  private static final Map<String, Integer> PHASES =
      Map.ofEntries(
          Map.entry("Namespace", 0),
          Map.entry("CustomResourceDefinition.apiextensions.k8s.io", 0),
          Map.entry("StorageClass.storage.k8s.io", 1),
          Map.entry("ServiceAccount", 1),
          Map.entry("ClusterRole.rbac.authorization.k8s.io", 1),
          Map.entry("Role.rbac.authorization.k8s.io", 1),
          Map.entry("Secret", 1),
          Map.entry("ConfigMap", 1),
          Map.entry("ClusterRoleBinding.rbac.authorization.k8s.io", 2),
          Map.entry("RoleBinding.rbac.authorization.k8s.io", 2),
          Map.entry("KafkaNodePool.kafka.strimzi.io", 3),
          Map.entry("Kafka.kafka.strimzi.io", 4));

  private ApplyOrder() {}

  /** The batch in phases; what is in one phase may be made at the same time. */
  static List<List<ObjectNode>> phases(List<ObjectNode> resources, boolean present) {
    SortedMap<Integer, List<ObjectNode>> phases = new TreeMap<>();
    for (ObjectNode resource : resources) {
      int phase = PHASES.getOrDefault(kindAndGroup(resource), LAST);
      phases.computeIfAbsent(phase, p -> new ArrayList<>()).add(resource);
    }
    List<List<ObjectNode>> ordered = new ArrayList<>(phases.values());
    return present ? ordered : ordered.reversed();
  }

  private static String kindAndGroup(ObjectNode resource) {
    String group = Kind.groupOf(resource.path("apiVersion").asText());
    String kind = resource.path("kind").asText();
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
