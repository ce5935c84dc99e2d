package dev.strimzidr.lab.image.operator.kafka.resource;

import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.resource.Access;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.Policies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may talk to the nodes of a cluster, what they may read, and how many of them may be away. */
public final class ClusterPolicies {
  private ClusterPolicies() {}

  public static NetworkPolicy network(Cluster cluster, String operatorNamespace) {
    String name = cluster.name();
    NetworkPolicyPeer operator = Policies.operator(operatorNamespace, cluster.namespace());
    NetworkPolicyPeer nodes = Policies.pods(cluster.component().selector());
    List<NetworkPolicyPeer> clients = new ArrayList<>(List.of(operator, nodes));
    for (String client : List.of("-entity-operator", "-kafka-exporter", "-cruise-control")) {
      clients.add(Policies.pods(Map.of(Labels.NAME, name + client)));
    }
    List<NetworkPolicyIngressRule> rules = new ArrayList<>();
    rules.add(Policies.allow(9090, List.of(nodes, operator)));
    rules.add(Policies.allow(9091, clients));
    rules.add(Policies.allow(8443, List.of(operator)));
    for (GenericKafkaListener listener : cluster.listeners()) {
      var peers = Optional.ofNullable(listener.getNetworkPolicyPeers()).orElse(List.of());
      rules.add(Policies.allow(listener.getPort(), peers));
    }
    return Policies.network(
        cluster.component(), KafkaResources.kafkaNetworkPolicyName(name), rules);
  }

  /** Service account, role and binding. */
  public static List<HasMetadata> access(Cluster cluster) {
    String name = cluster.name();
    List<String> secrets = new ArrayList<>();
    secrets.add(KafkaResources.clusterCaCertificateSecretName(name));
    secrets.add(KafkaResources.trustBundleSecretName(name));
    cluster.nodes().forEach(node -> secrets.add(node.podName()));
    boolean clientCertificates =
        cluster.listeners().stream()
            .anyMatch(l -> l.getAuth() instanceof KafkaListenerAuthenticationTls);
    if (clientCertificates) {
      secrets.add(KafkaResources.clientsCaCertificateSecretName(name));
    }
    var component = cluster.component();
    return List.of(
        Access.account(component),
        Access.role(component, List.of(Access.readSecrets(secrets))),
        Access.binding(component, KafkaResources.kafkaRoleBindingName(name), component.name()));
  }

  public static PodDisruptionBudget budget(Cluster cluster) {
    return Policies.minAvailable(cluster.component(), cluster.nodes().size() - 1);
  }
}
