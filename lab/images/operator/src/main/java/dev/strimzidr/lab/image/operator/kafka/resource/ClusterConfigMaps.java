package dev.strimzidr.lab.image.operator.kafka.resource;

import dev.strimzidr.lab.image.operator.kafka.Advertised;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.config.ServerConfig;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.LogSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The ConfigMap of a node: its configuration, the cluster's id and metadata version, logging. */
public final class ClusterConfigMaps {
  public static final String SERVER_CONFIG = "server.config";

  private ClusterConfigMaps() {}

  public static ConfigMap of(Cluster cluster, Node node, Advertised advertised, boolean cordoned) {
    Map<String, String> data = new TreeMap<>();
    data.put("cluster.id", cluster.clusterId());
    data.put("metadata.version", cluster.metadataVersion());
    data.put(LogSettings.KEY, logging().render(cluster.spec().getLogging()));
    data.put(SERVER_CONFIG, ServerConfig.render(cluster, node, advertised, cordoned));
    var metadata =
        cluster
            .poolOf(node)
            .component()
            .metadata(node.podName(), Map.of(Labels.POD_NAME, node.podName()), Map.of());
    return new ConfigMapBuilder().withMetadata(metadata).withData(data).build();
  }

  private static LogSettings logging() {
    return new LogSettings(
            "KafkaConfig", "%d{yyyy-MM-dd HH:mm:ss} %-5p [%t] %c{1}:%L - %m%n", "console")
        .loggerToConsole("kafka", "kafka", "INFO")
        .loggerToConsole("orgapachekafka", "org.apache.kafka", "INFO")
        .loggerToConsole("requestlogger", "kafka.request.logger", "WARN")
        .loggerToConsole("requestchannel", "kafka.network.RequestChannel$", "WARN")
        .loggerToConsole("controller", "org.apache.kafka.controller", "INFO")
        .loggerToConsole("logcleaner", "kafka.log.LogCleaner", "INFO")
        .loggerToConsole("statechange", "state.change.logger", "INFO")
        .loggerToConsole("authorizer", "kafka.authorizer.logger", "INFO");
  }
}
