package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that Pods can resolve, as the text of a hosts file for each namespace.
 *
 * @param controlPlane the address of the API server
 * @param machine the machine's own name, which a JVM without DNS has to find too
 */
record Names(String controlPlane, String machine) {
  private static final String DOMAIN = ".svc.cluster.local";

  /** A hosts file for every namespace that has Pods. */
  Map<String, String> hosts(
      Collection<Service> services, Collection<Pod> pods, Addresses addresses) {
    var shared = new StringBuilder();
    line(shared, "127.0.0.1", "localhost " + machine);
    line(shared, controlPlane, aliases("kubernetes", "default"));
    var local = new TreeMap<String, StringBuilder>();
    for (Service service : services) {
      for (String address : resolve(service, pods, addresses)) {
        String name = service.getMetadata().getName();
        String namespace = service.getMetadata().getNamespace();
        line(shared, address, aliases(name, namespace));
        line(local.computeIfAbsent(namespace, n -> new StringBuilder()), address, name);
      }
      podNames(shared, service, pods, addresses);
    }
    var files = new TreeMap<String, String>();
    pods.stream()
        .map(pod -> pod.getMetadata().getNamespace())
        .forEach(namespace ->
            files.put(
                namespace, shared.toString() + local.getOrDefault(namespace, new StringBuilder())));
    return files;
  }

  private static Collection<String> resolve(
      Service service, Collection<Pod> pods, Addresses addresses) {
    return switch (ServiceKind.of(service)) {
      case FOREIGN -> List.of();
      case FORWARDED, LOAD_BALANCED -> List.of(addresses.of(service));
      case HEADLESS -> new TreeSet<>(members(service, pods).stream().map(addresses::of).toList());
    };
  }

  private static void podNames(
      StringBuilder hosts, Service service, Collection<Pod> pods, Addresses addresses) {
    if (ServiceKind.of(service) != ServiceKind.HEADLESS) {
      return;
    }
    String subdomain = service.getMetadata().getName();
    for (Pod pod : members(service, pods)) {
      String host = pod.getSpec().getHostname();
      if (host != null && subdomain.equals(pod.getSpec().getSubdomain())) {
        String name = host + "." + subdomain;
        line(hosts, addresses.of(pod), aliases(name, pod.getMetadata().getNamespace()));
      }
    }
  }

  private static List<Pod> members(Service service, Collection<Pod> pods) {
    boolean all = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return pods.stream()
        .filter(pod -> ServiceKind.selects(service, pod) && !PodView.ended(pod))
        .filter(pod -> all || PodView.ready(pod))
        .toList();
  }

  private static String aliases(String name, String namespace) {
    String qualified = name + "." + namespace;
    return qualified + " " + qualified + ".svc " + qualified + DOMAIN;
  }

  private static void line(StringBuilder hosts, String address, String names) {
    hosts.append(address).append(' ').append(names).append('\n');
  }
}
