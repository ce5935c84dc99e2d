package dev.strimzidr.inventory;

import dev.strimzidr.kube.Kubeconfig;
import dev.strimzidr.module.ModuleFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the kubeconfigs of both sites and says what is wrong with them. Asks no server. */
final class AddressCheck {
  private AddressCheck() {}

  static void check(Map<String, Map<String, Object>> sites, Collection<String> problems) {
    Map<String, String> addresses = new HashMap<>();
    sites.forEach((site, variables) -> {
      Object kubeconfig = variables.getOrDefault("platform_kubeconfig", "");
      if (kubeconfig.toString().isBlank()) {
        return; // the environment says which, and it can say it for one site only
      }
      Optional<String> context =
          Optional.ofNullable(variables.get("platform_context"))
              .map(Object::toString)
              .filter(name -> !name.isBlank());
      try {
        String address = Kubeconfig.read(kubeconfig, context).getMasterUrl();
        String other = addresses.put(address, site);
        if (other != null) {
          problems.add(
              "variable platform_kubeconfig: %s and %s have one API server, %s: a disaster there takes both"
                  .formatted(other, site, address));
        }
      } catch (ModuleFailure failure) {
        problems.add("%s: variable platform_kubeconfig: %s".formatted(site, failure.message()));
      }
    });
  }
}
