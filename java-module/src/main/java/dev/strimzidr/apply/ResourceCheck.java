package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what is wrong with a batch before the server sees any of it, and puts it into the form that
 * reads back equal.
 */
final class ResourceCheck {
  // RFC 1123 subdomain: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int NAME_LENGTH = 253;
  private static final Set<String> FREE_NAMES =
      Set.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private ResourceCheck() {}

  /**
   * Checks and normalises the batch.
   *
   * @param namespace where a resource without a namespace goes; empty for nowhere
   * @throws ModuleFailure with every problem in one message
   */
  static void check(List<ObjectNode> resources, String namespace) {
    ResourceCheck check = new ResourceCheck();
    for (int i = 0; i < resources.size(); i++) {
      check.one(resources.get(i), i, namespace);
    }
    if (!check.problems.isEmpty()) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, String.join("; ", check.problems));
    }
  }

  private void one(ObjectNode resource, int index, String namespace) {
    String kind = resource.path("kind").asText("");
    String name = resource.path("metadata").path("name").asText("");
    String where =
        kind.isEmpty() || name.isEmpty() ? "resource %d".formatted(index) : kind + " " + name;
    for (String needed : List.of("apiVersion", "kind")) {
      if (!resource.path(needed).isTextual()) {
        problems.add("%s has no %s".formatted(where, needed));
      }
    }
    if (!(resource.path("metadata") instanceof ObjectNode metadata)) {
      problems.add("%s has no metadata".formatted(where));
      return;
    }
    if (!metadata.path("name").isTextual()) {
      problems.add("%s has no metadata.name that is a string".formatted(where));
    } else if (!FREE_NAMES.contains(kind) && !legal(name)) {
      problems.add(
          ("%s: metadata.name '%s' is no name for Kubernetes (lower case letters, digits, '-' and '.', at most %d)."
                  + " A Kafka topic or user of that name keeps it with spec.topicName, or needs another name")
              .formatted(where, name, NAME_LENGTH));
    }
    if (metadata.path("namespace").isMissingNode() && !namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    texts(where, "metadata.labels", metadata.path("labels"));
    texts(where, "metadata.annotations", metadata.path("annotations"));
    if (!seen.add(kind + " " + metadata.path("namespace").asText("") + " " + name)) {
      problems.add("%s is in the batch twice".formatted(where));
    }
    if (kind.equals("Secret")) {
      encode(where, resource);
    }
  }

  private static boolean legal(String name) {
    return name.length() <= NAME_LENGTH && NAME.matcher(name).matches();
  }

  private void texts(String where, String path, JsonNode map) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!entry.getValue().isTextual()) {
        problems.add(
            "%s: %s.%s is %s, which has to be a string: quote it"
                .formatted(where, path, entry.getKey(), entry.getValue()));
      }
    }
  }

  /** The server keeps stringData as data: sent as it is, it would never read back equal. */
  private void encode(String where, ObjectNode secret) {
    JsonNode texts = secret.remove("stringData");
    if (texts == null) {
      return;
    }
    ObjectNode data = secret.withObjectProperty("data");
    for (Map.Entry<String, JsonNode> entry : texts.properties()) {
      if (!entry.getValue().isTextual()) {
        problems.add(
            "%s: stringData.%s has to be a string: quote it".formatted(where, entry.getKey()));
      }
      byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
      data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
    }
  }
}
