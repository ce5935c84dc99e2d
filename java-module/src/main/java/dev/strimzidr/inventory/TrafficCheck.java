package dev.strimzidr.inventory;

import dev.strimzidr.module.Arguments;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.Address;

/** Finds what is wrong with how clients are sent to the active site. No I/O. */
final class TrafficCheck {
  private static final String NONE = "none";
  private static final String NAME = "traffic_name";
  private static final String TLS_NAME = "traffic_tls_name";
  private static final long HIGHEST_PORT = 65535;

  private final Arguments variables;
  private final Set<String> sites;
  private final SiteProblems problems;

  TrafficCheck(Arguments variables, Set<String> sites, SiteProblems problems) {
    this.variables = variables;
    this.sites = sites;
    this.problems = problems;
  }

  void check() {
    if (variables.optionalString("traffic_provider").orElse(NONE).equals(NONE)) {
      return;
    }
    variables.optionalString(NAME).ifPresent(name -> name(NAME, name));
    variables
        .optionalString(TLS_NAME)
        .filter(name -> !name.isEmpty())
        .ifPresent(this::nameOfCertificates);
    ttl();
    servers();
    targets("traffic_targets");
    targets("traffic_tls_targets");
  }

  private void targets(String variable) {
    variables.map(variable).keySet().stream()
        .filter(target -> !sites.contains(target))
        .forEach(target ->
            problems.add(
                variable,
                "%s is no site; there are %s".formatted(target, String.join(", ", sites))));
  }

  private void nameOfCertificates(String name) {
    name(TLS_NAME, name);
    if (variables.optionalString(NAME).filter(name::equalsIgnoreCase).isPresent()) {
      problems.add(TLS_NAME, "given is '%s', which is traffic_name".formatted(name));
    }
    if (variables.argumentsList("cluster_listeners").stream()
        .noneMatch(LoginCheck.forCertificates())) {
      problems.add(
          TLS_NAME,
          "given is '%s', and cluster_listeners has no listener of authentication tls that is not internal"
              .formatted(name));
    }
  }

  private void name(String variable, String name) {
    if (name.isEmpty()) {
      return; // that it has to be given is said already
    }
    List<String> shared =
        variables.has("cluster_shared_names")
            ? variables.strings("cluster_shared_names")
            : List.of();
    if (!shared.contains(name)) {
      problems.add(
          variable,
          "given is '%s', cluster_shared_names has %s: without it there no certificate is for that name"
              .formatted(name, shared));
    }
    variables
        .optionalString("traffic_zone")
        .filter(zone -> !within(name, zone))
        .ifPresent(zone ->
            problems.add(
                variable, "given is '%s', which is not in traffic_zone %s".formatted(name, zone)));
  }

  private static boolean within(String name, String zone) {
    String plain = zone.endsWith(".") ? zone.substring(0, zone.length() - 1) : zone;
    return name.toLowerCase(Locale.ROOT).endsWith("." + plain.toLowerCase(Locale.ROOT));
  }

  private void ttl() {
    long most = variables.optionalInteger("traffic_ttl_max").orElse(Long.MAX_VALUE);
    long ttl = variables.optionalInteger("traffic_ttl").orElse(1L);
    if (ttl < 1 || ttl > most) {
      problems.add(
          "traffic_ttl",
          "given is %d, allowed are seconds from 1 to %d (traffic_ttl_max): for so long do clients go to the old site after a move"
              .formatted(ttl, most));
      return;
    }
    long moving = variables.optionalInteger("traffic_move_ttl").orElse(1L);
    if (moving < 1 || moving > ttl) {
      problems.add(
          "traffic_move_ttl",
          "given is %d, allowed are seconds from 1 to %d (traffic_ttl)".formatted(moving, ttl));
    }
  }

  private void servers() {
    List<String> servers = variables.strings("traffic_servers");
    if (servers.isEmpty()) {
      problems.add(
          "traffic_servers", "none is given, so nobody could be asked where the name leads to");
    }
    for (String server : servers) {
      address("traffic_servers", server);
    }
    variables
        .optionalString("traffic_update_server")
        .filter(server -> !server.isEmpty())
        .ifPresent(server -> address("traffic_update_server", server));
    long port = variables.optionalInteger("traffic_port").orElse(1L);
    if (port < 1 || port > HIGHEST_PORT) {
      problems.add(
          "traffic_port", "given is %d, allowed are 1 to %d".formatted(port, HIGHEST_PORT));
    }
  }

  private void address(String variable, String server) {
    try {
      Object unused = Address.getByAddress(server);
    } catch (UnknownHostException e) {
      problems.add(
          variable, "given is '%s', allowed are IPv4 and IPv6 addresses".formatted(server));
    }
  }
}
