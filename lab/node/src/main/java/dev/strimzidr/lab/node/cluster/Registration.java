package dev.strimzidr.lab.node.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The Node object and its heartbeat. */
public final class Registration {
  /** How often the heartbeat has to be sent: a node is lost after 40 seconds. */
  public static final Duration PERIOD = Duration.ofSeconds(10);

  private static final String LEASES = "kube-node-lease";
  private static final PatchContext OURS =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("lab-node")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final String name;
  private final String address;
  private final Clock clock;

  /** A node of this name that reports this address. */
  public Registration(KubernetesClient client, String name, String address, Clock clock) {
    this.client = client;
    this.name = name;
    this.address = address;
    this.clock = clock;
  }

  /** Makes the Node, if it is not there, and says that it is ready. */
  public void register() {
    client.resource(node()).patch(OURS);
    client.resource(nodeWithStatus()).subresource("status").patch(OURS);
  }

  /** Says that the node is alive. */
  public void heartbeat() {
    var lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(LEASES)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(name)
            .withLeaseDurationSeconds(40)
            .withRenewTime(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .endSpec()
            .build();
    client.resource(lease).patch(OURS);
    register();
  }

  private Node node() {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("kubernetes.io/hostname", name, "kubernetes.io/os", "linux"))
        .endMetadata()
        .build();
  }

  private Node nodeWithStatus() {
    var room =
        Map.of(
            "cpu", new Quantity(Integer.toString(Runtime.getRuntime().availableProcessors())),
            "memory", new Quantity("64Gi"),
            "pods", new Quantity("250"));
    return new NodeBuilder(node())
        .withNewStatus()
        .withCapacity(room)
        .withAllocatable(room)
        .withConditions(conditions())
        .addNewAddress()
        .withType("InternalIP")
        .withAddress(address)
        .endAddress()
        .addNewAddress()
        .withType("Hostname")
        .withAddress(name)
        .endAddress()
        .endStatus()
        .build();
  }

  private List<NodeCondition> conditions() {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return List.of(
        condition("Ready", "True", "KubeletReady", now),
        condition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
        condition("DiskPressure", "False", "KubeletHasNoDiskPressure", now));
  }

  private static NodeCondition condition(String type, String status, String reason, String now) {
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withLastHeartbeatTime(now)
        .build();
  }
}
