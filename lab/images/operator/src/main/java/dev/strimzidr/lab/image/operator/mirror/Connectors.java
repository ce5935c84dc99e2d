package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.resource.Options;
import io.strimzi.api.kafka.model.connector.AbstractConnectorSpec;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2ClusterSpec;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2ConnectorSpec;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2MirrorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connectors that a mirror is made of. */
final class Connectors {
  private static final String CLASSES = "org.apache.kafka.connect.mirror";
  private static final String SOURCE = ".MirrorSourceConnector";
  private static final String CHECKPOINT = ".MirrorCheckpointConnector";
  private final KafkaMirrorMaker2 resource;

  private Connectors(KafkaMirrorMaker2 resource) {
    this.resource = resource;
  }

  static List<Connector> of(KafkaMirrorMaker2 resource) {
    List<Connector> connectors = new ArrayList<>();
    var planner = new Connectors(resource);
    for (KafkaMirrorMaker2MirrorSpec mirror : resource.getSpec().getMirrors()) {
      planner.plan(mirror, CHECKPOINT, mirror.getCheckpointConnector()).ifPresent(connectors::add);
      planner.plan(mirror, SOURCE, mirror.getSourceConnector()).ifPresent(connectors::add);
    }
    return connectors;
  }

  private Optional<Connector> plan(
      KafkaMirrorMaker2MirrorSpec mirror,
      String type,
      @Nullable KafkaMirrorMaker2ConnectorSpec spec) {
    if (spec == null) {
      return Optional.empty();
    }
    String target = resource.getSpec().getTarget().getAlias();
    String name = mirror.getSource().getAlias() + "->" + target + type;
    return Optional.of(new Connector(name, config(mirror, CLASSES + type, spec), spec));
  }

  private Map<String, String> config(
      KafkaMirrorMaker2MirrorSpec mirror, String type, KafkaMirrorMaker2ConnectorSpec spec) {
    Map<String, Object> options = new HashMap<>();
    options.putAll(cluster("target.cluster.", resource.getSpec().getTarget()));
    options.putAll(cluster("source.cluster.", mirror.getSource()));
    options.putAll(spec.getConfig());
    put(options, "topics", mirror.getTopicsPattern());
    put(options, "topics.exclude", mirror.getTopicsExcludePattern());
    put(options, "groups", mirror.getGroupsPattern());
    put(options, "groups.exclude", mirror.getGroupsExcludePattern());
    Options.split(AbstractConnectorSpec.FORBIDDEN_PARAMETERS).forEach(options::remove);
    put(options, "tasks.max", spec.getTasksMax());
    put(options, "connector.plugin.version", spec.getVersion());
    options.put("connector.class", type);
    return new TreeMap<>(Options.all().of(options));
  }

  private Map<String, Object> cluster(String prefix, KafkaMirrorMaker2ClusterSpec spec) {
    var metadata = resource.getMetadata();
    var cluster = new MirrorCluster(metadata.getNamespace(), metadata.getName(), spec);
    Map<String, Object> options = new HashMap<>();
    options.put("alias", cluster.alias());
    options.put("bootstrap.servers", spec.getBootstrapServers());
    options.putAll(cluster.trustOptions(cluster.trustKey()));
    options.putAll(cluster.identityOptions());
    options.put("security.protocol", cluster.protocol());
    options.putAll(Objects.requireNonNullElse(spec.getConfig(), Map.of()));
    Map<String, Object> prefixed = new HashMap<>();
    options.forEach((option, value) -> prefixed.put(prefix + option, value));
    return prefixed;
  }

  private static void put(Map<String, Object> options, String name, @Nullable Object value) {
    if (value != null) {
      options.put(name, value);
    }
  }
}
