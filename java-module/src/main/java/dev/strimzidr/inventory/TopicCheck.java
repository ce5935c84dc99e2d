package dev.strimzidr.inventory;

import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.module.Arguments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.internals.Topic;

/**
 * Checks the topics of one site: their names in Kubernetes and in Kafka, and their sizes. No I/O.
 */
final class TopicCheck {
  private static final String TOPICS = "access_topics";
  private static final List<String> PROBE_TOPICS =
      List.of("access_mirror_probe_topic", "access_site_probe_topic");

  private final Arguments variables;
  private final SiteProblems problems;
  private final Set<String> resources = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  /** Kafka's names by what its metrics make of them. */
  private final Map<String, String> inMetrics = new HashMap<>();

  TopicCheck(Arguments variables, SiteProblems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  void check(long nodes) {
    resources.add(PositionsTopic.NAME);
    kafkaName(TOPICS, PositionsTopic.NAME);
    PROBE_TOPICS.forEach(
        probe -> variables.optionalString(probe).ifPresent(name -> topic(probe, name, name, "")));
    for (Arguments topic : variables.argumentsList(TOPICS)) {
      topic
          .optionalString("name")
          .ifPresent(name -> {
            topic(
                TOPICS,
                name,
                topic.optionalString("topic_name").orElse(name),
                " (give Kafka's own name with topic_name)");
            size(name, topic, nodes);
          });
    }
  }

  /** Kafka's names of the topics that an ACL may name. */
  static Set<String> declared(Arguments variables) {
    Set<String> names = new TreeSet<>();
    for (Arguments topic : variables.argumentsList(TOPICS)) {
      topic
          .optionalString("topic_name")
          .or(() -> topic.optionalString("name"))
          .ifPresent(names::add);
    }
    PROBE_TOPICS.forEach(probe -> variables.optionalString(probe).ifPresent(names::add));
    return names;
  }

  private void topic(String variable, String resource, String name, String hint) {
    problems.name(variable, resource, hint);
    problems.once(variable, resource, resources);
    kafkaName(variable, name);
  }

  /** By the rule of Kafka's own, which a broker applies to a topic that is made. */
  private void kafkaName(String variable, String name) {
    problems.once(variable, name, names);
    if (!Topic.isValid(name)) {
      problems.add(
          variable,
          "'%s' is no name for a topic of Kafka, allowed are ASCII letters, digits, '.', '_' and '-', at most 249, and neither '.' nor '..'"
              .formatted(name));
    }
    String other = inMetrics.putIfAbsent(Topic.unifyCollisionChars(name), name);
    if (other != null && !other.equals(name)) {
      problems.add(
          variable,
          "given are %s and %s, allowed is one of them: Kafka refuses names that differ only in '.' and '_', which its metrics do not tell apart"
              .formatted(other, name));
    }
  }

  private void size(String name, Arguments topic, long nodes) {
    problems.positive(TOPICS, name, "partitions", topic.optionalInteger("partitions").orElse(1L));
    long replicas = topic.optionalInteger("replicas").orElse(1L);
    problems.positive(TOPICS, name, "replicas", replicas);
    if (replicas > nodes) {
      problems.add(
          TOPICS,
          "topic %s wants %d replicas, the site has %d nodes".formatted(name, replicas, nodes));
    }
  }
}
