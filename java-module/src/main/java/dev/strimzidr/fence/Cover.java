package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Whether Strimzi's User Operator leaves the denial alone. Since Strimzi 0.48 it removes, in its
 * periodic round, the ACLs of every principal without a KafkaUser, {@code *} included, unless the
 * variable {@link #VARIABLE} has a pattern that matches the whole name. No I/O.
 */
final class Cover {
  static final String VARIABLE = "STRIMZI_IGNORED_USERS_PATTERN";
  private static final String CONTAINER = "user-operator";
  private static final String EVERYBODY = "*";

  private final List<String> problems = new ArrayList<>();
  private final List<String> leaving = new ArrayList<>();

  private Cover() {}

  /**
   * What there is of it.
   *
   * @param kafka the Kafka resource
   * @param deployment of the entity operator; none where nobody has made it
   * @param pods of the entity operator: one that runs counts by what it was started with
   */
  static Cover of(ObjectNode kafka, Optional<ObjectNode> deployment, Collection<ObjectNode> pods) {
    Cover cover = new Cover();
    JsonNode operators = kafka.path("spec").path("entityOperator");
    if (operators.has("userOperator")) {
      cover.check(
          "the Kafka resource",
          operators.path("template").path("userOperatorContainer").path("env"));
    }
    deployment.ifPresent(
        found -> cover.check("Deployment", found, found.at("/spec/template/spec/containers")));
    boolean replaced = cover.problems.isEmpty() && deployment.isPresent();
    for (ObjectNode pod : pods) {
      int before = cover.problems.size();
      if (!List.of("Succeeded", "Failed").contains(pod.at("/status/phase").asText())) {
        cover.check("Pod", pod, pod.at("/spec/containers"));
      }
      if (replaced && cover.problems.size() > before) {
        cover.leaving.add(pod.at("/metadata/name").asText());
      }
    }
    return cover;
  }

  /** What would remove the denial; empty where nothing would. */
  List<String> problems() {
    return problems;
  }

  /** Pods that would, and that their Deployment replaces: they are gone in a moment. */
  List<String> leaving() {
    return leaving;
  }

  private void check(String kind, ObjectNode resource, JsonNode containers) {
    String name = "%s %s".formatted(kind, resource.at("/metadata/name").asText());
    containers.forEach(container -> {
      if (container.path("name").asText().equals(CONTAINER)) {
        check(name, container.path("env"));
      }
    });
  }

  private void check(String where, JsonNode variables) {
    for (JsonNode variable : variables) {
      if (variable.path("name").asText().equals(VARIABLE)) {
        if (!covers(variable.path("value").asText())) {
          problems.add(
              "in %s %s does not match '*'%s"
                  .formatted(
                      where,
                      VARIABLE,
                      variable.has("value")
                          ? ": it is '%s'".formatted(variable.path("value").asText())
                          : ""));
        }
        return;
      }
    }
    problems.add("in %s %s is not set".formatted(where, VARIABLE));
  }

  private static boolean covers(String pattern) {
    try {
      return Pattern.compile(pattern).matcher(EVERYBODY).matches();
    } catch (PatternSyntaxException e) {
      return false; // the operator does not start with it
    }
  }
}
