package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;

/** Pods and Services to plan with. */
final class Cluster {
  private Cluster() {}

  static Pod broker(String name, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("ns")
        .withName(name)
        .withLabels(Map.of("app", "kafka"))
        .endMetadata()
        .withNewSpec()
        .withHostname(name)
        .withSubdomain("brokers")
        .addNewContainer()
        .withName("kafka")
        .addNewPort()
        .withName("tcp-clients")
        .withContainerPort(9092)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }

  static Service headless(boolean publishNotReady) {
    return service("brokers", "ClusterIP", new IntOrString(9092))
        .editSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(publishNotReady)
        .endSpec()
        .build();
  }

  static ServiceBuilder service(String name, String type, IntOrString targetPort) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("ns")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withType(type)
        .withClusterIP("10.96.0.7")
        .withSelector(Map.of("app", "kafka"))
        .addNewPort()
        .withPort(9094)
        .withTargetPort(targetPort)
        .endPort()
        .endSpec();
  }
}
