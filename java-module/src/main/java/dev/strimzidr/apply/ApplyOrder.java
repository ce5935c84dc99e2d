package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which resources need others to be there first. */
final class ApplyOrder {
  private static final int LAST = 5;
  private static final Map<String, Integer> PHASES =
      Map.ofEntries(
          Map.entry("Namespace", 0),
          Map.entry("CustomResourceDefinition", 0),
          Map.entry("StorageClass", 1),
          Map.entry("ServiceAccount", 1),
          Map.entry("ClusterRole", 1),
          Map.entry("Role", 1),
          Map.entry("Secret", 1),
          Map.entry("ConfigMap", 1),
          Map.entry("ClusterRoleBinding", 2),
          Map.entry("RoleBinding", 2),
          Map.entry("KafkaNodePool", 3),
          Map.entry("Kafka", 4));

  private ApplyOrder() {}

  /** The batch in phases; what is in one phase may be made at the same time. */
  static List<List<ObjectNode>> phases(List<ObjectNode> resources, boolean present) {
    SortedMap<Integer, List<ObjectNode>> phases = new TreeMap<>();
    for (ObjectNode resource : resources) {
      int phase = PHASES.getOrDefault(resource.path("kind").asText(), LAST);
      phases.computeIfAbsent(phase, p -> new ArrayList<>()).add(resource);
    }
    List<List<ObjectNode>> ordered = new ArrayList<>(phases.values());
    return present ? ordered : ordered.reversed();
  }
}
