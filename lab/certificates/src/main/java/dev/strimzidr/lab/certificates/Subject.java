package dev.strimzidr.lab.certificates;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a certificate is for.
 *
 * @param organization Strimzi's own parts have one, users do not
 * @param dnsNames alternative names
 * @param addresses alternative IP addresses
 */
public record Subject(
    String commonName, Optional<String> organization, Set<String> dnsNames, Set<String> addresses) {
  private static final String STRIMZI = "io.strimzi";
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** A part of a cluster. */
  public static Subject strimzi(String commonName) {
    return member(commonName, STRIMZI);
  }

  /** A member of an organization; Kubernetes takes it for a group. */
  public static Subject member(String commonName, String organization) {
    return new Subject(commonName, Optional.of(organization), Set.of(), Set.of());
  }

  /** Without an organization, as the users of a Kafka cluster are. */
  public static Subject named(String name) {
    return new Subject(name, Optional.empty(), Set.of(), Set.of());
  }

  /** The same with alternative names; what looks like an address becomes one. */
  public Subject reachableAt(Collection<String> hosts) {
    Set<String> names = new LinkedHashSet<>(dnsNames);
    Set<String> ips = new LinkedHashSet<>(addresses);
    hosts.forEach(host -> (ADDRESS.matcher(host).matches() ? ips : names).add(host));
    return new Subject(commonName, organization, names, ips);
  }

  /** All alternative names, in no order. */
  public Set<String> hosts() {
    Set<String> all = new LinkedHashSet<>(dnsNames);
    all.addAll(addresses);
    return all;
  }
}
