package dev.strimzidr.lab.node.network;

import dev.strimzidr.lab.node.files.AtomicFiles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names, addresses and forwarding of a site, kept in step with its Services and Pods. */
public final class ClusterNetwork implements AutoCloseable {
  private final Supplier<? extends Collection<Service>> services;
  private final Supplier<? extends Collection<Pod>> pods;
  private final AddressBook book;
  private final Names names;
  private final Path hostsFolder;
  private final Forwarders forwarders;
  private final Map<String, String> written = new HashMap<>();

  /**
   * Makes the network of a site; nothing happens before {@link #refresh}.
   *
   * @param hostsFolder where a hosts file for each namespace is kept
   */
  public ClusterNetwork(
      SiteNetwork network,
      AddressBook book,
      Path hostsFolder,
      String machine,
      Link link,
      Supplier<? extends Collection<Service>> services,
      Supplier<? extends Collection<Pod>> pods) {
    this.services = services;
    this.pods = pods;
    this.book = book;
    this.names = new Names(network.controlPlane(), machine);
    this.hostsFolder = hostsFolder;
    this.forwarders = new Forwarders(link);
  }

  /** The loopback address of a Pod or Service; its name keeps it. */
  public String addressOf(HasMetadata podOrService) {
    return book.addressOf(Owners.of(podOrService), owner -> existing().contains(owner));
  }

  /** The hosts file for the Pods of a namespace. */
  public Path hostsFile(String namespace) {
    return hostsFolder.resolve(namespace);
  }

  /** Brings hosts files and forwarders up to date with what the cluster is known to hold. */
  public synchronized void refresh() {
    Collection<Service> allServices = services.get();
    Collection<Pod> allPods = pods.get();
    names
        .hosts(allServices, allPods, this::addressOf)
        .forEach((namespace, text) -> {
          if (!text.equals(written.put(namespace, text))) {
            AtomicFiles.write(hostsFile(namespace), text);
          }
        });
    forwarders.apply(Routes.plan(allServices, allPods, this::addressOf));
  }

  /** The Services whose status has to name their address, and that address. */
  public Map<Service, String> loadBalancers() {
    return services.get().stream()
        .filter(service -> ServiceKind.of(service) == ServiceKind.LOAD_BALANCED)
        .collect(Collectors.toMap(service -> service, this::addressOf));
  }

  /** Resets connections over links that were cut so. */
  public void enforceCuts() {
    forwarders.enforce();
  }

  @Override
  public void close() {
    forwarders.close();
  }

  private Set<String> existing() {
    List<? extends Collection<? extends HasMetadata>> all = List.of(services.get(), pods.get());
    return all.stream()
        .flatMap(Collection::stream)
        .flatMap(Stream::of)
        .map(Owners::of)
        .collect(Collectors.toSet());
  }
}
