package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One component of a custom resource (the brokers, the entity operator, a mirror): the names,
 * labels and owner that all of its parts carry.
 *
 * @param cluster name of the custom resource
 * @param kind kind of the custom resource
 * @param name name of the component, as in the label {@code strimzi.io/name}
 * @param type type of the component, as in the label {@code strimzi.io/component-type}
 * @param inherited labels of the custom resource that its parts carry too
 * @param selecting labels that belong to the selector as well
 */
public record Component(
    String namespace,
    String cluster,
    String kind,
    String name,
    String type,
    Map<String, String> inherited,
    Map<String, String> selecting,
    OwnerReference owner) {
  private static final String MANAGER = "strimzi-cluster-operator";

  /** A component of the given resource, owned by it. */
  public static Component of(HasMetadata resource, String name, String type) {
    var metadata = resource.getMetadata();
    return new Component(
        metadata.getNamespace(),
        metadata.getName(),
        resource.getKind(),
        name,
        type,
        Labels.inherited(resource),
        Map.of(),
        owner(resource, false));
  }

  /**
   * The same component for another owner, with one more label that tells its parts from the
   * others'.
   */
  public Component part(HasMetadata of, String label, String value) {
    return new Component(
        namespace,
        cluster,
        kind,
        name,
        type,
        Labels.inherited(of),
        Map.of(label, value),
        owner(of, false));
  }

  public static OwnerReference owner(HasMetadata resource, boolean controller) {
    return new OwnerReferenceBuilder()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withName(resource.getMetadata().getName())
        .withUid(resource.getMetadata().getUid())
        .withBlockOwnerDeletion(true)
        .withController(controller)
        .build();
  }

  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(inherited);
    labels.put(Labels.KUBERNETES + "instance", labelValue(cluster));
    labels.put(Labels.KUBERNETES + "managed-by", MANAGER);
    labels.put(Labels.KUBERNETES + "name", type);
    labels.put(Labels.KUBERNETES + "part-of", labelValue("strimzi-" + cluster));
    labels.put(Labels.COMPONENT_TYPE, type);
    labels.putAll(selector());
    return labels;
  }

  /** The labels that select the component's Pods, in the order in which a status shows them. */
  public Map<String, String> selector() {
    Map<String, String> selector = new LinkedHashMap<>();
    selector.put(Labels.CLUSTER, cluster);
    selector.put(Labels.NAME, name);
    selector.put(Labels.KIND, kind);
    selector.putAll(selecting);
    return selector;
  }

  public String selectorText() {
    return selector().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  public ObjectMeta metadata(String resourceName) {
    return metadata(resourceName, Map.of(), Map.of());
  }

  public ObjectMeta metadata(
      String resourceName, Map<String, String> moreLabels, Map<String, String> annotations) {
    Map<String, String> labels = labels();
    labels.putAll(moreLabels);
    return new ObjectMetaBuilder()
        .withName(resourceName)
        .withNamespace(namespace)
        .withLabels(labels)
        .withAnnotations(annotations.isEmpty() ? null : new TreeMap<>(annotations))
        .withOwnerReferences(owner)
        .build();
  }

  /** A label holds at most 63 characters and does not end with punctuation. */
  private static String labelValue(String text) {
    return text.substring(0, Math.min(text.length(), 63)).replaceAll("[._-]+$", "");
  }
}
