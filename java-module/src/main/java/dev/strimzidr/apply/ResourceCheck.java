package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
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
  // RFC 1123 label
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern API_VERSION =
      Pattern.compile("(%s/)?[a-z]([-a-z0-9]*[a-z0-9])?".formatted(NAME.pattern()));
  private static final Pattern KIND = Pattern.compile("[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?");

  /** The one group whose names may be anything that stands between two slashes of a path. */
  private static final String FREE_NAMES = "rbac.authorization.k8s.io";

  private final List<String> problems = new ArrayList<>();
  private final Set<List<String>> seen = new HashSet<>();

  private ResourceCheck() {}

  /**
   * Checks and normalises the batch.
   *
   * @param namespace where a resource without a namespace goes; empty for nowhere
   * @throws ModuleFailure with every problem in one message
   */
  static void check(List<ObjectNode> resources, String namespace) {
    ResourceCheck check = new ResourceCheck();
    if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
      check.problems.add("option namespace: " + noNamespace(namespace));
    }
    for (int i = 0; i < resources.size(); i++) {
      check.one(resources.get(i), i, namespace);
    }
    if (!check.problems.isEmpty()) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, String.join("; ", check.problems));
    }
  }

  /** Whether a kind can be asked for; otherwise it has no path. */
  static boolean legalKind(String apiVersion, String kind) {
    return API_VERSION.matcher(apiVersion).matches() && KIND.matcher(kind).matches();
  }

  private void one(ObjectNode resource, int index, String namespace) {
    String apiVersion = resource.path("apiVersion").asText("");
    String kind = resource.path("kind").asText("");
    String name = resource.path("metadata").path("name").asText("");
    String where =
        kind.isEmpty() || name.isEmpty() ? "resource %d".formatted(index) : kind + " " + name;
    identity(where, resource, "apiVersion", API_VERSION, "group/version, such as v1 or apps/v1");
    identity(where, resource, "kind", KIND, "letters and digits, such as ConfigMap");
    if (!(resource.path("metadata") instanceof ObjectNode metadata)) {
      problems.add("%s has no metadata".formatted(where));
      return;
    }
    String group = Kind.groupOf(apiVersion);
    name(where, metadata.path("name"), group);
    namespace(where, metadata, namespace);
    texts(where, "metadata.labels", metadata.path("labels"));
    texts(where, "metadata.annotations", metadata.path("annotations"));
    // Served in several versions it is one resource, but a name may be a kind's in several groups.
    if (!seen.add(List.of(group, kind, metadata.path("namespace").asText(""), name))) {
      problems.add("%s is in the batch twice".formatted(where));
    }
    if (group.isEmpty() && kind.equals("Secret")) {
      new HeldData(resource, where, problems).ofSecret();
    }
    if (group.isEmpty() && kind.equals("ConfigMap")) {
      new HeldData(resource, where, problems).ofConfigMap();
    }
  }

  private void identity(
      String where, ObjectNode resource, String field, Pattern legal, String allowed) {
    JsonNode given = resource.path(field);
    if (!given.isTextual() || given.asText().isEmpty()) {
      problems.add("%s has no %s".formatted(where, field));
    } else if (!legal.matcher(given.asText()).matches()) {
      problems.add(
          "%s: %s is '%s', allowed is %s".formatted(where, field, given.asText(), allowed));
    }
  }

  private void name(String where, JsonNode given, String group) {
    String name = given.asText();
    if (!given.isTextual()) {
      problems.add("%s has no metadata.name that is a string".formatted(where));
    } else if (group.equals(FREE_NAMES)) {
      if (name.isEmpty() || name.matches("\\.\\.?|.*[/%].*")) {
        problems.add(
            "%s: metadata.name '%s' is no name for Kubernetes, which has no '/' and no '%%'"
                .formatted(where, name));
      }
    } else if (name.length() > NAME_LENGTH || !NAME.matcher(name).matches()) {
      problems.add(
          ("%s: metadata.name '%s' is no name for Kubernetes (lower case letters, digits, '-' and '.', at most %d)."
                  + " A Kafka topic or user of that name keeps it with spec.topicName, or needs another name")
              .formatted(where, name, NAME_LENGTH));
    }
  }

  /** Nothing in place of a namespace is none, as for kubectl. */
  private void namespace(String where, ObjectNode metadata, String otherwise) {
    JsonNode given = metadata.path("namespace");
    if (given.isMissingNode()
        || given.isNull()
        || (given.isTextual() && given.asText().isEmpty())) {
      metadata.remove("namespace");
      if (!otherwise.isEmpty()) {
        metadata.put("namespace", otherwise);
      }
    } else if (!given.isTextual()) {
      problems.add(
          "%s: metadata.namespace is %s, which has to be a string"
              .formatted(where, Trees.type(given)));
    } else if (!NAMESPACE.matcher(given.asText()).matches()) {
      problems.add("%s: metadata.namespace: %s".formatted(where, noNamespace(given.asText())));
    }
  }

  private static String noNamespace(String given) {
    return "'%s' is no namespace (lower case letters, digits and '-', at most 63)".formatted(given);
  }

  private void texts(String where, String path, JsonNode map) {
    if (!map.isObject() && !map.isNull() && !map.isMissingNode()) {
      problems.add(
          "%s: %s is %s, which has to be a mapping of names to strings"
              .formatted(where, path, Trees.type(map)));
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      JsonNode value = entry.getValue();
      if (!value.isTextual()) {
        problems.add(
            "%s: %s.%s is %s, which has to be a string: quote it"
                .formatted(
                    where,
                    path,
                    entry.getKey(),
                    value.isContainerNode() ? Trees.type(value) : value.asText()));
      }
    }
  }
}
