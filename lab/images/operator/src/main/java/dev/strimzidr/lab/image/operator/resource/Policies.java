package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** Network policies and disruption budgets. */
public final class Policies {
  private Policies() {}

  public static NetworkPolicy network(
      Component component, String name, List<NetworkPolicyIngressRule> rules) {
    return new NetworkPolicyBuilder()
        .withMetadata(component.metadata(name))
        .withNewSpec()
        .withPodSelector(Selectors.matching(component.selector()))
        .withIngress(rules)
        .withPolicyTypes("Ingress")
        .endSpec()
        .build();
  }

  /** Lets the peers in at one port; nobody named means everybody. */
  public static NetworkPolicyIngressRule allow(int port, List<NetworkPolicyPeer> peers) {
    return new NetworkPolicyIngressRuleBuilder()
        .addNewPort()
        .withNewPort(port)
        .withProtocol("TCP")
        .endPort()
        .withFrom(peers)
        .build();
  }

  public static NetworkPolicyPeer pods(Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder().withPodSelector(Selectors.matching(labels)).build();
  }

  /** The cluster operator, which mostly lives in another namespace. */
  public static NetworkPolicyPeer operator(String operatorNamespace, String namespace) {
    var peer = pods(Map.of(Labels.KIND, "cluster-operator"));
    if (!operatorNamespace.equals(namespace)) {
      peer.setNamespaceSelector(new LabelSelector());
    }
    return peer;
  }

  /** At least this many Pods stay. */
  public static PodDisruptionBudget minAvailable(Component component, int pods) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(component.metadata(component.name()))
        .withNewSpec()
        .withMinAvailable(new IntOrString(Math.max(0, pods)))
        .withSelector(Selectors.matching(component.selector()))
        .endSpec()
        .build();
  }

  /** One Pod may go. */
  public static PodDisruptionBudget maxUnavailable(Component component) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(component.metadata(component.name()))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withSelector(Selectors.matching(component.selector()))
        .endSpec()
        .build();
  }
}
