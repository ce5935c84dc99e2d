package dev.strimzidr.lab.image.operator.kafka.config;

import dev.strimzidr.lab.image.operator.kafka.Advertised;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Storages;
import dev.strimzidr.lab.image.operator.resource.DnsNames;
import dev.strimzidr.lab.image.operator.resource.Options;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the {@code server.config} of one node. */
public final class ServerConfig {
  static final String CONTROL_PLANE = "CONTROLPLANE-9090";
  static final String REPLICATION = "REPLICATION-9091";
  private final Cluster cluster;
  private final Node node;
  private final ConfigFile file = ConfigFile.generated();

  private ServerConfig(Cluster cluster, Node node) {
    this.cluster = cluster;
    this.node = node;
  }

  /**
   * The whole file.
   *
   * @param cordoned whether the node is not to get new replicas, because it is about to go
   */
  public static String render(Cluster cluster, Node node, Advertised advertised, boolean cordoned) {
    ServerConfig config = new ServerConfig(cluster, node);
    config.identity();
    config.storage(cordoned);
    new ListenerConfig(cluster, node, advertised, config.file).write();
    config.authorization();
    config.providersAndOptions();
    return config.file.text().strip();
  }

  private void identity() {
    file.section("Node ID").set("node.id", node.id()).line("");
    String roles =
        node.broker() && node.controller()
            ? "broker,controller"
            : node.broker() ? "broker" : "controller";
    String voters =
        cluster.controllers().stream()
            .sorted(Comparator.comparingInt(Node::id))
            .map(voter -> "%d@%s:9090".formatted(voter.id(), host(cluster, voter)))
            .collect(Collectors.joining(","));
    file.section("KRaft configuration")
        .set("process.roles", roles)
        .set("controller.listener.names", CONTROL_PLANE)
        .set("controller.quorum.voters", voters)
        .line("");
  }

  private void storage(boolean cordoned) {
    Storage storage = cluster.poolOf(node).storage();
    String folder = "/kafka-log" + node.id();
    file.section("KRaft metadata log dir configuration")
        .set("metadata.log.dir", Storages.metadataPath(storage) + folder)
        .line("");
    if (cordoned) {
      file.section("Cordoned log dirs configuration").set("cordoned.log.dirs", "*").line("");
    }
    String folders =
        Storages.volumes(storage).stream()
            .map(volume -> volume.mountPath() + folder)
            .collect(Collectors.joining(","));
    file.section("Kafka message logs configuration").set("log.dirs", folders).line("");
  }

  private void authorization() {
    if (cluster.spec().getAuthorization() instanceof KafkaAuthorizationSimple simple) {
      List<String> superUsers = new ArrayList<>();
      superUsers.add(strimziUser(KafkaResources.kafkaComponentName(cluster.name())));
      for (String part :
          List.of(
              "entity-topic-operator",
              "entity-user-operator",
              "kafka-exporter",
              "cruise-control")) {
        superUsers.add(strimziUser(cluster.name() + "-" + part));
      }
      superUsers.add(strimziUser("cluster-operator"));
      Optional.ofNullable(simple.getSuperUsers())
          .orElse(List.of())
          .forEach(user -> superUsers.add("User:" + user));
      file.section("Authorization")
          .set("authorizer.class.name", KafkaAuthorizationSimple.KRAFT_AUTHORIZER_CLASS_NAME)
          .set("super.users", String.join(";", superUsers))
          .line("");
    }
  }

  private void providersAndOptions() {
    Map<String, String> options = new LinkedHashMap<>(cluster.configuration());
    List<String> providers = new ArrayList<>(List.of("strimzienv", "strimzisecrets"));
    if (node.broker()) {
      providers.addAll(List.of("strimzifile", "strimzidir"));
    }
    List<String> aliases =
        new ArrayList<>(
            Options.split(Optional.ofNullable(options.remove("config.providers")).orElse("")));
    aliases.removeIf(String::isEmpty);
    aliases.stream()
        .filter(providers::contains)
        .findFirst()
        .ifPresent(alias -> {
          throw Refusal.invalidConfiguration(
              "config.provider %s not permitted as it reserved for Strimzi. Not permitted aliases: %s"
                  .formatted(alias, providers));
        });
    aliases.addAll(providers);
    String kafkaProvider = "org.apache.kafka.common.config.provider.";
    file.section("Config providers")
        .line("# Configuration providers configured by the user and by Strimzi")
        .set("config.providers", String.join(",", aliases))
        .set("config.providers.strimzienv.class", kafkaProvider + "EnvVarConfigProvider")
        .set("config.providers.strimzienv.param.allowlist.pattern", ".*")
        .set(
            "config.providers.strimzisecrets.class",
            "io.strimzi.kafka.KubernetesSecretConfigProvider");
    if (node.broker()) {
      file.set("config.providers.strimzifile.class", kafkaProvider + "FileConfigProvider")
          .set("config.providers.strimzifile.param.allowed.paths", "/opt/kafka")
          .set("config.providers.strimzidir.class", kafkaProvider + "DirectoryConfigProvider")
          .set("config.providers.strimzidir.param.allowed.paths", "/opt/kafka");
    }
    file.line("");
    if (!options.isEmpty()) {
      file.section("User provided configuration").line(Options.render(options)).line("");
    }
  }

  static String host(Cluster cluster, Node node) {
    return DnsNames.pod(
        cluster.namespace(), KafkaResources.brokersServiceName(cluster.name()), node.podName());
  }

  private static String strimziUser(String commonName) {
    return "User:CN=" + commonName + ",O=io.strimzi";
  }
}
