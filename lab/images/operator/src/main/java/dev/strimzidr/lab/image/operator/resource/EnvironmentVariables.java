package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.strimzi.api.kafka.model.common.JvmOptions;
import io.strimzi.api.kafka.model.common.template.ContainerTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the environment variables of a container in the order in which Strimzi sets them. */
public final class EnvironmentVariables {
  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentVariables.class);
  private static final String DEFAULT_XMS = "-Xms128M";
  private final List<EnvVar> variables = new ArrayList<>();

  public EnvironmentVariables with(String name, String value) {
    variables.add(new EnvVarBuilder().withName(name).withValue(value).build());
    return this;
  }

  public EnvironmentVariables withIfPresent(String name, String value) {
    return value.isEmpty() ? this : with(name, value);
  }

  /** Heap, flags and system properties of a Kafka process. */
  public EnvironmentVariables withKafkaJvm(
      @Nullable JvmOptions asked,
      @Nullable ResourceRequirements resources,
      int heapPercentage,
      long heapLimit) {
    JvmOptions options = asked == null ? new JvmOptions() : asked;
    Map<String, String> flags = flags(options);
    String heap = heap(options, flags);
    boolean sizeGiven = options.getXmx() != null || flags.containsKey("MaxRAMPercentage");
    if (!sizeGiven && hasMemory(resources)) {
      with("STRIMZI_DYNAMIC_HEAP_PERCENTAGE", Integer.toString(heapPercentage));
      if (heapLimit > 0) {
        with("STRIMZI_DYNAMIC_HEAP_MAX", Long.toString(heapLimit));
      }
    } else if (!sizeGiven
        && options.getXms() == null
        && !flags.containsKey("InitialRAMPercentage")) {
      heap = (heap + " " + DEFAULT_XMS).strip();
    }
    withIfPresent("KAFKA_HEAP_OPTS", heap);
    withIfPresent("KAFKA_JVM_PERFORMANCE_OPTS", performance(flags));
    return withIfPresent("STRIMZI_JAVA_SYSTEM_PROPERTIES", properties(options));
  }

  /** Heap, flags and system properties of an operator. */
  public EnvironmentVariables withOperatorJvm(@Nullable JvmOptions asked) {
    if (asked == null) {
      return this;
    }
    Map<String, String> flags = flags(asked);
    withIfPresent("STRIMZI_JAVA_OPTS", (heap(asked, flags) + " " + performance(flags)).strip());
    return withIfPresent("STRIMZI_JAVA_SYSTEM_PROPERTIES", properties(asked));
  }

  /** Variables of the user's template; those that Strimzi sets itself stay as they are. */
  public EnvironmentVariables withTemplate(@Nullable ContainerTemplate template) {
    Optional.ofNullable(template)
        .map(ContainerTemplate::getEnv)
        .orElse(List.of())
        .forEach(variable -> {
          boolean set = variables.stream().anyMatch(v -> v.getName().equals(variable.getName()));
          if (set) {
            LOG.warn(
                "User defined container template environment variable {} is already in use and will"
                    + " be ignored",
                variable.getName());
          } else if (variable.getValue() != null) {
            with(variable.getName(), variable.getValue());
          }
        });
    return this;
  }

  public List<EnvVar> list() {
    return List.copyOf(variables);
  }

  private static Map<String, String> flags(JvmOptions options) {
    return new TreeMap<>(Optional.ofNullable(options.getXx()).orElse(Map.of()));
  }

  private static String heap(JvmOptions options, Map<String, String> flags) {
    List<String> heap = new ArrayList<>();
    Optional.ofNullable(options.getXms()).ifPresent(xms -> heap.add("-Xms" + xms));
    Optional.ofNullable(options.getXmx()).ifPresent(xmx -> heap.add("-Xmx" + xmx));
    for (String percentage : List.of("InitialRAMPercentage", "MaxRAMPercentage")) {
      Optional.ofNullable(flags.get(percentage))
          .ifPresent(v -> heap.add("-XX:" + percentage + "=" + v));
    }
    return String.join(" ", heap);
  }

  private static String performance(Map<String, String> flags) {
    return flags.entrySet().stream()
        .filter(flag -> !flag.getKey().endsWith("RAMPercentage"))
        // What unlocks other flags has to come first.
        .sorted((a, b) ->
            Boolean.compare(b.getKey().startsWith("Unlock"), a.getKey().startsWith("Unlock")))
        .map(flag ->
            switch (flag.getValue()) {
              case "true" -> "-XX:+" + flag.getKey();
              case "false" -> "-XX:-" + flag.getKey();
              default -> "-XX:" + flag.getKey() + "=" + flag.getValue();
            })
        .collect(Collectors.joining(" "));
  }

  private static String properties(JvmOptions options) {
    return Optional.ofNullable(options.getJavaSystemProperties()).orElse(List.of()).stream()
        .map(property -> "-D" + property.getName() + "=" + property.getValue())
        .collect(Collectors.joining(" "));
  }

  private static boolean hasMemory(@Nullable ResourceRequirements resources) {
    return Optional.ofNullable(resources)
        .map(r -> r.getRequests() != null ? r.getRequests() : r.getLimits())
        .map(amounts -> amounts.get("memory"))
        .isPresent();
  }
}
