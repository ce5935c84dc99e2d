package dev.strimzidr.lab.image.operator.kafka.config;

import dev.strimzidr.lab.image.operator.kafka.Advertised;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Listeners;
import dev.strimzidr.lab.image.operator.kafka.Node;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationScramSha512;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what a node listens on: its own listeners and the user's. */
final class ListenerConfig {
  private final Cluster cluster;
  private final Node node;
  private final Advertised advertised;
  private final ConfigFile file;
  private final List<String> protocols = new ArrayList<>();
  private final List<String> listeners = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  ListenerConfig(Cluster cluster, Node node, Advertised advertised, ConfigFile file) {
    this.cluster = cluster;
    this.node = node;
    this.advertised = advertised;
    this.file = file;
  }

  void write() {
    String host = ServerConfig.host(cluster, node);
    protocols.add(ServerConfig.CONTROL_PLANE + ":SSL");
    own("Control Plane listener", ServerConfig.CONTROL_PLANE);
    if (node.controller()) {
      listen(ServerConfig.CONTROL_PLANE, 9090, host + ":9090");
    }
    if (node.broker()) {
      protocols.add(ServerConfig.REPLICATION + ":SSL");
      listen(ServerConfig.REPLICATION, 9091, host + ":9091");
      own("Replication listener", ServerConfig.REPLICATION);
      cluster.listeners().forEach(this::users);
    }
    file.section("Common listener configuration")
        .set("listener.security.protocol.map", String.join(",", protocols))
        .set("listeners", String.join(",", listeners));
    if (node.broker()) {
      file.set("inter.broker.listener.name", ServerConfig.REPLICATION);
    }
    if (!addresses.isEmpty()) {
      file.set("advertised.listeners", String.join(",", addresses));
    }
    file.set("sasl.enabled.mechanisms", "")
        .set("ssl.endpoint.identification.algorithm", "HTTPS")
        .line("");
  }

  private void listen(String name, int port, String address) {
    listeners.add("%s://0.0.0.0:%d".formatted(name, port));
    addresses.add("%s://%s".formatted(name, address));
  }

  /** A listener between nodes: both sides show a certificate of the cluster's CA. */
  private void own(String title, String name) {
    String prefix = prefix(name);
    file.section(title);
    keys(prefix);
    trust(prefix, "cluster-ca.crt");
    file.set(prefix + "ssl.client.auth", "required").line("");
  }

  private void users(GenericKafkaListener listener) {
    String name = Listeners.configName(listener);
    String prefix = prefix(name);
    file.section("Listener configuration: " + name);
    listen(name, listener.getPort(), advertised.of(node, listener).toString());
    String transport = listener.isTls() ? "SSL" : "PLAINTEXT";
    boolean scram = listener.getAuth() instanceof KafkaListenerAuthenticationScramSha512;
    protocols.add(name + ":" + (scram ? "SASL_" + transport : transport));
    if (scram) {
      file.set(
              prefix + "scram-sha-512.sasl.jaas.config",
              "org.apache.kafka.common.security.scram.ScramLoginModule required ;")
          .set(prefix + "sasl.enabled.mechanisms", "SCRAM-SHA-512")
          .line("");
    } else if (listener.getAuth() instanceof KafkaListenerAuthenticationTls) {
      file.set(prefix + "ssl.client.auth", "required");
      trust(prefix, "clients-ca.crt");
      file.line("");
    }
    Listeners.configuration(listener)
        .ifPresent(limits -> {
          if (limits.getMaxConnections() != null) {
            file.set(prefix + "max.connections", limits.getMaxConnections());
          }
          if (limits.getMaxConnectionCreationRate() != null) {
            file.set(
                prefix + "max.connection.creation.rate", limits.getMaxConnectionCreationRate());
          }
        });
    if (listener.isTls()) {
      keys(prefix);
      file.line("");
    }
    file.line("");
  }

  private void keys(String prefix) {
    String pod = node.podName();
    file.set(
            prefix + "ssl.keystore.certificate.chain",
            ConfigFile.secret(cluster.namespace(), pod, pod + ".crt"))
        .set(prefix + "ssl.keystore.key", ConfigFile.secret(cluster.namespace(), pod, pod + ".key"))
        .set(prefix + "ssl.keystore.type", "PEM");
  }

  private void trust(String prefix, String authority) {
    String bundle = KafkaResources.trustBundleSecretName(cluster.name());
    file.set(
            prefix + "ssl.truststore.certificates",
            ConfigFile.secret(cluster.namespace(), bundle, authority))
        .set(prefix + "ssl.truststore.type", "PEM");
  }

  private static String prefix(String listener) {
    return "listener.name." + listener.toLowerCase(Locale.ENGLISH) + ".";
  }
}
