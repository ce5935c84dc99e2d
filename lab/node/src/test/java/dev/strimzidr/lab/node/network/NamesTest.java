package dev.strimzidr.lab.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final Names names = new Names("127.31.0.1", "machine");
  private final Addresses addresses =
      owner -> "address-of-" + owner.getKind() + "-" + owner.getMetadata().getName();

  @Test
  void everyPodCanResolveServicesByTheirShortAndLongNames() {
    var service = Cluster.service("bootstrap", "ClusterIP", new IntOrString(9092)).build();

    var hosts = names.hosts(List.of(service), List.of(Cluster.broker("b-0", true)), addresses);

    assertThat(hosts).containsOnlyKeys("ns");
    assertThat(hosts.getOrDefault("ns", "").lines())
        .contains(
            "127.0.0.1 localhost machine",
            "127.31.0.1 kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local",
            "address-of-Service-bootstrap bootstrap.ns bootstrap.ns.svc bootstrap.ns.svc.cluster.local",
            "address-of-Service-bootstrap bootstrap");
  }

  @Test
  void headlessServicesResolveToTheirPodsAndThoseByName() {
    var pods = List.of(Cluster.broker("b-0", false), Cluster.broker("b-1", true));

    var all = names.hosts(List.of(Cluster.headless(true)), pods, addresses).getOrDefault("ns", "");
    var ready =
        names.hosts(List.of(Cluster.headless(false)), pods, addresses).getOrDefault("ns", "");

    assertThat(all.lines())
        .contains(
            "address-of-Pod-b-0 b-0.brokers.ns b-0.brokers.ns.svc b-0.brokers.ns.svc.cluster.local",
            "address-of-Pod-b-0 brokers",
            "address-of-Pod-b-1 brokers");
    assertThat(ready).contains("address-of-Pod-b-1 brokers").doesNotContain("b-0");
  }
}
