package dev.strimzidr.lab.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Addresses addresses =
      owner -> owner.getKind().equals("Pod") ? "127.31.0.9" : "127.31.0.8";
  private final Frontend frontend = new Frontend("ns/lb", "127.31.0.8", 9094);

  @Test
  void aNamedTargetPortIsFoundInTheReadyPod() {
    var service = Cluster.service("lb", "LoadBalancer", new IntOrString("tcp-clients")).build();

    var routes = Routes.plan(List.of(service), List.of(Cluster.broker("b-0", true)), addresses);

    assertThat(routes)
        .containsExactly(Map.entry(frontend, List.of(new InetSocketAddress("127.31.0.9", 9092))));
  }

  @Test
  void podsThatAreNotReadyEndingOrWithoutThePortGetNothing() {
    var service = Cluster.service("lb", "LoadBalancer", new IntOrString("other")).build();
    var clients = Cluster.service("lb", "LoadBalancer", new IntOrString("tcp-clients")).build();
    var ending =
        new PodBuilder(Cluster.broker("b-1", true))
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();
    var pods = List.of(Cluster.broker("b-0", false), ending);

    assertThat(Routes.plan(List.of(clients), pods, addresses)).containsEntry(frontend, List.of());
    assertThat(Routes.plan(List.of(service), List.of(Cluster.broker("b-0", true)), addresses))
        .containsEntry(frontend, List.of());
  }

  @Test
  void aServiceOfAnotherLoadBalancerHasAnAddressInsideButNoneToPublish() {
    var foreign =
        Cluster.service("lb", "LoadBalancer", new IntOrString(9092))
            .editSpec()
            .withLoadBalancerClass("example.com/other")
            .endSpec()
            .build();

    assertThat(ServiceKind.of(foreign)).isEqualTo(ServiceKind.FORWARDED);
    assertThat(ServiceKind.of(Cluster.headless(true))).isEqualTo(ServiceKind.HEADLESS);
  }
}
