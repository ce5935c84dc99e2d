package dev.strimzidr.probe;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * One bootstrap server.
 *
 * @param host its name or address
 * @param port its port
 */
record Endpoint(String host, int port) {

  static List<Endpoint> parse(String bootstrapServers) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String server : bootstrapServers.split(",", -1)) {
      int colon = server.lastIndexOf(':');
      try {
        endpoints.add(
            new Endpoint(
                server.substring(0, colon).strip().replaceAll("^\\[|]$", ""),
                Integer.parseInt(server.substring(colon + 1).strip())));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option bootstrap_servers: given is '%s', allowed are host:port, separated by commas"
                .formatted(server),
            e);
      }
    }
    return endpoints;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
