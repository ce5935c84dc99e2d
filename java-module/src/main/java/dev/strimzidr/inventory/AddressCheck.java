package dev.strimzidr.inventory;

import dev.strimzidr.kube.Kubeconfig;
import dev.strimzidr.module.ModuleFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the kubeconfigs that the sites name, and says what is wrong with them. Asks no server. */
final class AddressCheck {
  private final Collection<String> problems;

  AddressCheck(Collection<String> problems) {
    this.problems = problems;
  }

  void check(Map<String, Map<String, Object>> sites) {
    Map<String, String> addresses = new HashMap<>();
    sites.forEach((site, variables) -> {
      address(site, variables, "platform")
          .ifPresent(address -> {
            String other = addresses.put(address, site);
            if (other != null) {
              problems.add(
                  "variable platform_kubeconfig: %s and %s have one API server, %s: a disaster there takes both"
                      .formatted(other, site, address));
            }
          });
      if ("external_dns".equals(variables.get("traffic_provider"))) {
        Object unused = address(site, variables, "traffic_external_dns");
      }
    });
  }

  /**
   * The address of an API server.
   *
   * @param of what the two variables begin with that say where it is
   * @return none where the environment says it, or where a problem is found
   */
  private Optional<String> address(String site, Map<String, Object> variables, String of) {
    String kubeconfig = text(variables, of + "_kubeconfig").orElse("");
    if (kubeconfig.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Kubeconfig.read(kubeconfig, text(variables, of + "_context")).getMasterUrl());
    } catch (ModuleFailure failure) {
      problems.add("%s: variable %s_kubeconfig: %s".formatted(site, of, failure.message()));
      return Optional.empty();
    }
  }

  private static Optional<String> text(Map<String, Object> variables, String name) {
    return Optional.ofNullable(variables.get(name))
        .map(Object::toString)
        .filter(text -> !text.isBlank());
  }
}
