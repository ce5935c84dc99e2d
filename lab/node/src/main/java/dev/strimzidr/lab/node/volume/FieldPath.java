package dev.strimzidr.lab.node.volume;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a Pod that it may ask for by the downward API. */
public final class FieldPath {
  private static final Pattern ENTRY =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

  private FieldPath() {}

  /**
   * The value of a field.
   *
   * @param address the Pod's loopback address: what a process can use as {@code status.podIP}
   * @throws MissingSourceException when there is no such field
   */
  public static String value(Pod pod, String path, String address) throws MissingSourceException {
    var metadata = pod.getMetadata();
    Matcher entry = ENTRY.matcher(path);
    if (entry.matches()) {
      var map = entry.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
      return Objects.requireNonNullElse(orEmpty(map).get(entry.group(2)), "");
    }
    return switch (path) {
      case "metadata.name" -> metadata.getName();
      case "metadata.namespace" -> metadata.getNamespace();
      case "metadata.uid" -> metadata.getUid();
      case "metadata.labels" -> lines(metadata.getLabels());
      case "metadata.annotations" -> lines(metadata.getAnnotations());
      case "spec.nodeName" -> pod.getSpec().getNodeName();
      case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
      case "status.podIP", "status.podIPs", "status.hostIP", "status.hostIPs" -> address;
      default -> throw new MissingSourceException("unsupported field path \"" + path + "\"");
    };
  }

  private static String lines(@Nullable Map<String, String> map) {
    return new TreeMap<>(orEmpty(map))
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"")
            .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
