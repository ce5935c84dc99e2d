package dev.strimzidr.lab.node.assembly;

import dev.strimzidr.lab.controlplane.ControlPlane;
import dev.strimzidr.lab.controlplane.ControlPlaneSpec;
import dev.strimzidr.lab.node.SiteStop;
import dev.strimzidr.lab.node.cluster.ClusterSources;
import dev.strimzidr.lab.node.cluster.Events;
import dev.strimzidr.lab.node.cluster.LoadBalancerStatuses;
import dev.strimzidr.lab.node.cluster.Loop;
import dev.strimzidr.lab.node.cluster.Registration;
import dev.strimzidr.lab.node.cluster.Scheduler;
import dev.strimzidr.lab.node.cluster.Watches;
import dev.strimzidr.lab.node.fault.CutWatcher;
import dev.strimzidr.lab.node.fault.LinkCuts;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.image.Images;
import dev.strimzidr.lab.node.network.AddressBook;
import dev.strimzidr.lab.node.network.ClusterNetwork;
import dev.strimzidr.lab.node.network.SiteNetwork;
import dev.strimzidr.lab.node.pod.Leftovers;
import dev.strimzidr.lab.node.pod.PodRuntime;
import dev.strimzidr.lab.node.pod.Pods;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.ContainerJvm;
import dev.strimzidr.lab.node.site.SiteSettings;
import dev.strimzidr.lab.node.storage.Claims;
import dev.strimzidr.lab.node.storage.Provisioner;
import dev.strimzidr.lab.node.volume.Tokens;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running site: its control plane, and the only node of its cluster, which is scheduler, kubelet,
 * network, load balancer and storage in one.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration FAULTS_PERIOD = Duration.ofMillis(100);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final SiteSettings settings;
  private final SiteFolders folders;
  private final Clock clock = Clock.systemUTC();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private Node(SiteSettings settings, SiteFolders folders) {
    this.settings = settings;
    this.folders = folders;
  }

  /**
   * Starts a site and returns when Pods can run.
   *
   * @throws RuntimeException when it cannot be started; what was started is stopped again
   */
  public static Node start(SiteSettings settings, SiteFolders folders) {
    var node = new Node(settings, folders);
    try {
      node.start();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** The kubeconfig of an administrator. */
  public Path kubeconfig() {
    return spec().kubeconfig();
  }

  /** Stops the Pods' processes, then the control plane. Data stays, and so do the Pods. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable last = running.pop();
      try {
        last.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("{} did not stop well", last, e);
      }
    }
  }

  private ControlPlaneSpec spec() {
    return new ControlPlaneSpec(
        settings.name(),
        folders.controlPlane(),
        settings.siteNetwork().controlPlane(),
        Path.of(settings.binaries()),
        Map.of(SiteProcesses.SITE, folders.site().toString()));
  }

  private void start() {
    SiteNetwork network = settings.siteNetwork();
    ControlPlane plane = ControlPlane.start(spec());
    running.push(plane);
    LOG.info("The API server is ready at {}", plane.url());
    KubernetesClient client = running(Clients.of(plane.kubeconfig()));
    String nodeAddress = SiteNetwork.reported(network.controlPlane());
    var watches = new Watches(client);
    var links = new LinkCuts(network);
    var clusterNetwork =
        running(
            new ClusterNetwork(
                network,
                new AddressBook(network, folders.addresses()),
                folders.hosts(),
                Machine.hostName(),
                links,
                watches::services,
                watches::pods));
    watchCuts(links, clusterNetwork);
    var claims = new Claims(watches::claims, watches::volumes);
    var events = running(new Events(client, settings.name(), clock));
    var runtime =
        new PodRuntime(
            client,
            clusterNetwork,
            new Images(Path.of(settings.images())),
            ContainerJvm.launcher(folders),
            new ClusterSources(watches, new Tokens(client, clock), claims),
            events,
            folders,
            network.controlPlane(),
            nodeAddress,
            clock);
    var registration = new Registration(client, settings.name(), nodeAddress, clock);
    registration.register();
    loop("heartbeat", registration::heartbeat, Registration.PERIOD);
    runPods(client, watches, clusterNetwork, runtime);
  }

  private void watchCuts(LinkCuts links, ClusterNetwork network) {
    var watcher = new CutWatcher(folders.cuts(), links, network::enforceCuts);
    watcher.look();
    loop("cuts", watcher::look, FAULTS_PERIOD);
  }

  private void runPods(
      KubernetesClient client, Watches watches, ClusterNetwork network, PodRuntime runtime) {
    var provisioner = new Provisioner(client, folders, watches::claims, watches::volumes);
    provisioner.register();
    watches.onStorage(loop("volumes", provisioner::provision, PERIOD)::wake);
    var balancers = new LoadBalancerStatuses(client);
    Loop networking =
        loop(
            "network",
            () -> {
              network.refresh();
              balancers.publish(network.loadBalancers());
            },
            PERIOD);
    watches.onNetwork(networking::wake);
    var scheduler = new Scheduler(client, watches::pods, settings.name());
    watches.onNetwork(loop("scheduler", scheduler::bindPending, PERIOD)::wake);
    var pods = new Pods(runtime, settings.name());
    watches.onSources(pods::wakeAll);
    watches.onPod(pods);
    running.push(watches);
    watches.start();
    new Leftovers(folders).remove(watches.pods());
    running.push(() -> pods.stop(SiteStop.GRACE));
  }

  private Loop loop(String name, Runnable action, Duration period) {
    return running(Loop.start(name, action, period));
  }

  private <T extends AutoCloseable> T running(T part) {
    running.push(part);
    return part;
  }
}
