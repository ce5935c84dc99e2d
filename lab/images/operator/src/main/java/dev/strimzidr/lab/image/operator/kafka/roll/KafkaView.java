package dev.strimzidr.lab.image.operator.kafka.roll;

import dev.strimzidr.lab.image.operator.admin.AdminClients;
import dev.strimzidr.lab.image.operator.admin.Answers;
import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.config.ConfigChange;
import dev.strimzidr.lab.image.operator.resource.DnsNames;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What the operator asks the nodes of a cluster, and tells them. */
final class KafkaView implements AutoCloseable {
  private final String namespace;
  private final String cluster;
  private final List<Node> nodes;
  private final Identity identity;
  private @Nullable Admin brokers;
  private @Nullable Admin controllers;

  KafkaView(String namespace, String cluster, List<Node> nodes, Identity identity) {
    this.namespace = namespace;
    this.cluster = cluster;
    this.nodes = nodes;
    this.identity = identity;
  }

  Quorum quorum() {
    var info = Answers.of(controllers().describeMetadataQuorum().quorumInfo());
    return new Quorum(
        info.leaderId(),
        info.voters().stream()
            .map(v -> new Quorum.Voter(v.replicaId(), v.lastCaughtUpTimestamp().orElse(-1)))
            .toList());
  }

  List<Partition> partitions() {
    Admin admin = brokers();
    Set<String> names =
        Answers.of(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    var topics = Answers.of(admin.describeTopics(names).allTopicNames());
    var resources =
        names.stream().map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n)).toList();
    var configs = Answers.of(admin.describeConfigs(resources).all());
    return topics.values().stream()
        .flatMap(topic ->
            topic.partitions().stream()
                .map(partition -> partition(partition, minInSync(topic, configs))))
        .toList();
  }

  Map<String, ConfigChange.Current> configuration(Node node) {
    ConfigResource resource = resource(Integer.toString(node.id()));
    Admin admin = node.broker() ? brokers() : controllers();
    Config config =
        Objects.requireNonNull(
            Answers.of(admin.describeConfigs(List.of(resource)).all()).get(resource));
    return config.entries().stream()
        .collect(
            Collectors.toMap(
                ConfigEntry::name,
                entry ->
                    new ConfigChange.Current(
                        Optional.ofNullable(entry.value()), entry.isDefault())));
  }

  void change(Node node, ConfigChange change) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    if (!change.perNode().isEmpty()) {
      changes.put(resource(Integer.toString(node.id())), operations(change.perNode()));
    }
    if (!change.clusterWide().isEmpty()) {
      changes.put(resource(""), operations(change.clusterWide()));
    }
    Answers.of((node.broker() ? brokers() : controllers()).incrementalAlterConfigs(changes).all());
  }

  @Override
  public void close() {
    for (Admin admin : new Admin[] {brokers, controllers}) {
      if (admin != null) {
        admin.close();
      }
    }
  }

  private static Partition partition(TopicPartitionInfo info, int minInSync) {
    return new Partition(
        info.replicas().stream().map(replica -> replica.id()).collect(Collectors.toSet()),
        info.isr().stream().map(replica -> replica.id()).collect(Collectors.toSet()),
        minInSync);
  }

  private static int minInSync(TopicDescription topic, Map<ConfigResource, Config> configs) {
    Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
    return Optional.ofNullable(config)
        .map(c -> c.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
        .map(entry -> Integer.parseInt(entry.value()))
        .orElse(1);
  }

  private static List<AlterConfigOp> operations(Map<String, Optional<String>> options) {
    return options.entrySet().stream()
        .map(option ->
            new AlterConfigOp(
                new ConfigEntry(option.getKey(), option.getValue().orElse(null)),
                option.getValue().isPresent()
                    ? AlterConfigOp.OpType.SET
                    : AlterConfigOp.OpType.DELETE))
        .toList();
  }

  private static ConfigResource resource(String broker) {
    return new ConfigResource(ConfigResource.Type.BROKER, broker);
  }

  private Admin brokers() {
    if (brokers == null) {
      brokers = AdminClients.toBrokers(addresses(Node::broker, 9091), Optional.of(identity));
    }
    return Objects.requireNonNull(brokers);
  }

  private Admin controllers() {
    if (controllers == null) {
      controllers =
          AdminClients.toControllers(addresses(Node::controller, 9090), Optional.of(identity));
    }
    return Objects.requireNonNull(controllers);
  }

  private String addresses(Predicate<Node> which, int port) {
    String service = KafkaResources.brokersServiceName(cluster);
    return nodes.stream()
        .filter(which)
        .map(node -> DnsNames.pod(namespace, service, node.podName()) + ":" + port)
        .collect(Collectors.joining(","));
  }
}
