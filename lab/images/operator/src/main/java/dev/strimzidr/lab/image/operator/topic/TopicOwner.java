package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which of several resources has a topic, when they name the same one. */
public final class TopicOwner {
  private TopicOwner() {}

  /**
   * Why a resource does not have its topic, if so: another one is older, or just as old and nobody
   * can tell.
   *
   * @param candidates all resources that name the topic
   */
  public static Optional<Refusal> conflict(KafkaTopic topic, Collection<KafkaTopic> candidates) {
    if (candidates.size() < 2) {
      return Optional.empty();
    }
    Comparator<KafkaTopic> byAge =
        Comparator.comparing(candidate -> candidate.getMetadata().getCreationTimestamp());
    List<KafkaTopic> sorted =
        candidates.stream()
            .sorted(
                byAge
                    .thenComparing(candidate -> !isReady(candidate))
                    .thenComparing(TopicOwner::name))
            .toList();
    KafkaTopic first = sorted.get(0);
    boolean clear = byAge.compare(first, sorted.get(1)) < 0 || isReady(first);
    return name(first).equals(name(topic)) && clear
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "ResourceConflict",
                "Managed by Ref{namespace='%s', name='%s'}"
                    .formatted(first.getMetadata().getNamespace(), name(first))));
  }

  private static String name(KafkaTopic topic) {
    return topic.getMetadata().getName();
  }

  private static boolean isReady(KafkaTopic topic) {
    return topic.getStatus() != null
        && topic.getStatus().getConditions() != null
        && topic.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
