package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the Pods of a cluster are what their StrimziPodSets want. A Kafka resource is Ready while
 * its operator replaces one Pod after the other. No I/O.
 *
 * @param sets the StrimziPodSets of its brokers
 * @param pods the Pods of its brokers
 * @param generations of the certificate authorities, by the annotation in which a Pod says which
 *     one it knows
 * @param now for how long a Pod has been starting is counted up to this
 */
record Rolling(
    Collection<? extends JsonNode> sets,
    Collection<? extends JsonNode> pods,
    Map<String, String> generations,
    Instant now) {
  private static final String REVISION = "strimzi.io/revision";

  /** A Pod that is not ready for longer is no restart but a fault. */
  private static final Duration STARTING = Duration.ofMinutes(10);

  /** What is still to come, in words; empty where nothing is. */
  List<String> pending() {
    Map<String, JsonNode> there = byName(pods);
    List<String> pending = new ArrayList<>();
    for (JsonNode set : sets) {
      String name = set.path("metadata").path("name").asText();
      if (set.path("metadata").path("generation").asLong()
          != set.path("status").path("observedGeneration").asLong(-1)) {
        pending.add("StrimziPodSet %s has just changed".formatted(name));
      }
      byName(set.path("spec").path("pods"))
          .forEach((pod, wanted) -> {
            JsonNode live = there.get(pod);
            if (live == null) {
              pending.add("Pod %s is not there".formatted(pod));
            } else {
              pending(pod, wanted, live, pending);
            }
          });
    }
    return pending;
  }

  /** Pods that are not ready and are not just starting. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    byName(pods)
        .forEach((name, pod) -> {
          if (!isReady(pod) && !isStarting(pod)) {
            broken.add("Pod %s is not ready".formatted(name));
          }
        });
    return broken;
  }

  private void pending(String name, JsonNode wanted, JsonNode live, List<String> pending) {
    String revision = annotation(wanted, REVISION);
    if (!revision.equals(annotation(live, REVISION))) {
      pending.add("Pod %s is to be replaced: it has an old revision".formatted(name));
      return;
    }
    generations.forEach((annotation, generation) -> {
      String known = annotation(live, annotation);
      if (!known.isEmpty() && !known.equals(generation)) {
        pending.add(
            "Pod %s is to be replaced: it has generation %s of %s, the Secret has %s"
                .formatted(
                    name, known, annotation.substring(annotation.indexOf('/') + 1), generation));
      }
    });
    if (!isReady(live) && isStarting(live)) {
      pending.add("Pod %s is starting".formatted(name));
    }
  }

  private boolean isStarting(JsonNode pod) {
    String created = pod.path("metadata").path("creationTimestamp").asText("");
    return !created.isEmpty() && Instant.parse(created).plus(STARTING).isAfter(now);
  }

  private static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True")
            && !pod.path("metadata").hasNonNull("deletionTimestamp");
      }
    }
    return false;
  }

  private static String annotation(JsonNode resource, String name) {
    return resource.path("metadata").path("annotations").path(name).asText("");
  }

  private static Map<String, JsonNode> byName(Iterable<? extends JsonNode> resources) {
    Map<String, JsonNode> byName = new TreeMap<>();
    resources.forEach(
        resource -> byName.put(resource.path("metadata").path("name").asText(), resource));
    return byName;
  }
}
