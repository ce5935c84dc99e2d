package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.volume.FieldPath;
import dev.strimzidr.lab.node.volume.MissingSourceException;
import dev.strimzidr.lab.node.volume.Sources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment that a container's specification asks for.
 *
 * @param pod whose container it is
 * @param address the Pod's loopback address
 * @param sources where ConfigMaps and Secrets come from
 */
record Variables(Pod pod, String address, Sources sources) {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\(([A-Za-z0-9_.-]+)\\)");

  /** All variables, in order, each able to refer to those before it. */
  Map<String, String> of(Container container) throws MissingSourceException {
    var variables = new LinkedHashMap<String, String>();
    for (EnvFromSource source : container.getEnvFrom()) {
      String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
      for (var entry : all(source).entrySet()) {
        variables.put(prefix + entry.getKey(), text(entry.getValue()));
      }
    }
    for (EnvVar variable : container.getEnv()) {
      Optional<String> value = value(variable);
      value.ifPresent(v -> variables.put(variable.getName(), expand(v, variables)));
    }
    return variables;
  }

  private Optional<String> value(EnvVar variable) throws MissingSourceException {
    EnvVarSource from = variable.getValueFrom();
    if (from == null) {
      return Optional.of(Objects.requireNonNullElse(variable.getValue(), ""));
    }
    if (from.getFieldRef() != null) {
      return Optional.of(FieldPath.value(pod, from.getFieldRef().getFieldPath(), address));
    }
    if (from.getConfigMapKeyRef() != null) {
      var ref = from.getConfigMapKeyRef();
      var data = sources.configMapData(namespace(), ref.getName(), ref.getOptional());
      return key(data, ref.getKey(), "ConfigMap", ref.getName(), ref.getOptional());
    }
    if (from.getSecretKeyRef() != null) {
      var ref = from.getSecretKeyRef();
      var data = sources.secretData(namespace(), ref.getName(), ref.getOptional());
      return key(data, ref.getKey(), "Secret", ref.getName(), ref.getOptional());
    }
    throw new MissingSourceException(
        "variable " + variable.getName() + " has a source that the lab does not know");
  }

  private Optional<String> key(
      Map<String, byte[]> data, String key, String kind, String name, @Nullable Boolean optional)
      throws MissingSourceException {
    byte[] value = data.get(key);
    if (value == null && !Boolean.TRUE.equals(optional)) {
      throw new MissingSourceException(
          "couldn't find key %s in %s %s/%s".formatted(key, kind, namespace(), name));
    }
    return Optional.ofNullable(value).map(Variables::text);
  }

  private Map<String, byte[]> all(EnvFromSource source) throws MissingSourceException {
    if (source.getConfigMapRef() != null) {
      var ref = source.getConfigMapRef();
      return sources.configMapData(namespace(), ref.getName(), ref.getOptional());
    }
    if (source.getSecretRef() != null) {
      var ref = source.getSecretRef();
      return sources.secretData(namespace(), ref.getName(), ref.getOptional());
    }
    return Map.of();
  }

  private String namespace() {
    return pod.getMetadata().getNamespace();
  }

  private static String expand(String value, Map<String, String> known) {
    return REFERENCE
        .matcher(value)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                replacement(match.group(), match.group(1), match.group(2), known)));
  }

  private static String replacement(
      String whole, @Nullable String escaped, String name, Map<String, String> known) {
    if (escaped != null) {
      return whole.substring(1);
    }
    return known.getOrDefault(name, whole);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
