package dev.strimzidr.lab.image.operator.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods as a StrimziPodSet holds them, and their revisions. */
public final class PodSets {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private PodSets() {}

  public static Map<String, Object> toMap(Pod pod) {
    return MAPPER.convertValue(pod, TREE);
  }

  public static List<Pod> pods(StrimziPodSet set) {
    return Optional.ofNullable(set.getSpec().getPods()).orElse(List.of()).stream()
        .map(pod -> MAPPER.convertValue(pod, Pod.class))
        .toList();
  }

  public static Optional<Pod> pod(StrimziPodSet set, String name) {
    return pods(set).stream().filter(pod -> pod.getMetadata().getName().equals(name)).findFirst();
  }

  /**
   * The Pod with its two revisions: one of everything but the resources of its containers, one of
   * these.
   */
  public static Pod withRevisions(Pod pod) {
    Pod bare = new PodBuilder(pod).build();
    bare.getSpec().getContainers().forEach(container -> container.setResources(null));
    var resources = pod.getSpec().getContainers().stream().map(Container::getResources).toList();
    Map<String, String> annotations = new LinkedHashMap<>(pod.getMetadata().getAnnotations());
    annotations.put(Annotations.REVISION, Hash.stub(text(bare)));
    annotations.put(Annotations.RESOURCE_REVISION, Hash.stub(text(resources)));
    return new PodBuilder(pod).editMetadata().withAnnotations(annotations).endMetadata().build();
  }

  /** Whether a Pod has another revision than its set wants. */
  public static boolean outdated(Pod current, Pod desired) {
    return !sameAnnotation(current, desired, Annotations.REVISION)
        || !sameAnnotation(current, desired, Annotations.RESOURCE_REVISION);
  }

  private static boolean sameAnnotation(Pod current, Pod desired, String annotation) {
    return Annotations.of(current, annotation).equals(Annotations.of(desired, annotation));
  }

  private static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot be written as JSON", e);
    }
  }
}
