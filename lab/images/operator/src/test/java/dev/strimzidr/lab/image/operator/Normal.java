package dev.strimzidr.lab.image.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Resources without what no two clusters have in common: identifiers, times, addresses, hashes,
 * secrets, and what others than the operator say of them.
 */
final class Normal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .build();
  private static final Pattern ADDRESS = Pattern.compile("\\b127\\.\\d+\\.\\d+\\.\\d+\\b");
  private static final Set<String> DROPPED =
      Set.of(
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "managedFields",
          "generation",
          "lastTransitionTime",
          "nodePort",
          "nodeName");
  private static final Map<String, String> REPLACED =
      Map.of(
          "clusterId", "ID",
          "topicId", "ID",
          "cluster.id", "ID",
          "worker_id", "WORKER",
          "strimzi.io/configuration-hash", "HASH",
          "strimzi.io/resource-revision", "HASH",
          "strimzi.io/revision", "HASH",
          "strimzi.io/server-cert-hash", "HASH",
          "strimzi.io/auth-hash", "HASH");
  private static final Set<String> OF_OTHERS =
      Set.of("Pod", "Service", "Deployment", "PodDisruptionBudget", "PersistentVolumeClaim");

  private Normal() {}

  static String of(HasMetadata resource) {
    return text((ObjectNode) tree(resource));
  }

  static String text(ObjectNode tree) {
    try {
      return YAML.writeValueAsString(JSON.treeToValue(tree, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(HasMetadata resource) {
    ObjectNode tree;
    try {
      tree = (ObjectNode) JSON.readTree(Serialization.asJson(resource));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    observed(tree);
    if (OF_OTHERS.contains(resource.getKind())) {
      tree.remove("status");
    }
    switch (resource.getKind()) {
      case "Secret" -> hide(tree.withObjectProperty("data"));
      case "StrimziPodSet" -> tree.withObjectProperty("spec").remove("pods");
      case "PersistentVolumeClaim" ->
          tree.withObjectProperty("spec").remove(List.of("storageClassName", "volumeName"));
      default -> {}
    }
    return normal(tree);
  }

  private static void observed(ObjectNode tree) {
    JsonNode observed = tree.path("status").path("observedGeneration");
    if (observed.isNumber() && observed.equals(tree.path("metadata").path("generation"))) {
      tree.withObjectProperty("status").put("observedGeneration", "CURRENT");
    }
  }

  private static void hide(ObjectNode data) {
    data.properties().forEach(field -> field.setValue(TextNode.valueOf("HIDDEN")));
  }

  private static JsonNode normal(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        object.remove(DROPPED);
        object.properties().removeIf(field -> isOfCluster(field.getKey(), field.getValue()));
        object
            .properties()
            .forEach(field -> field.setValue(normal(field.getKey(), field.getValue())));
        object
            .properties()
            .removeIf(field -> field.getKey().equals("annotations") && field.getValue().isEmpty());
        yield object;
      }
      case TextNode text -> TextNode.valueOf(ADDRESS.matcher(text.asText()).replaceAll("ADDRESS"));
      default -> {
        if (node.isArray()) {
          var list = JSON.createArrayNode();
          node.forEach(item -> list.add(normal(item)));
          yield list;
        }
        yield node;
      }
    };
  }

  private static JsonNode normal(String field, JsonNode value) {
    if (field.equals("certificates")) {
      return JSON.createArrayNode().add("PEM");
    }
    return REPLACED.containsKey(field) ? TextNode.valueOf(REPLACED.get(field)) : normal(value);
  }

  private static boolean isOfCluster(String field, JsonNode value) {
    return switch (field) {
      case "clusterIP" -> !value.asText().equals("None");
      case "clusterIPs" -> !value.path(0).asText().equals("None");
      default ->
          field.startsWith("pv.kubernetes.io/")
              || field.startsWith("volume.")
              || field.startsWith("deployment.kubernetes.io/");
    };
  }
}
