package dev.strimzidr.probe;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The addresses that names are given for one probe. */
final class NamedAddresses {
  private NamedAddresses() {}

  /**
   * Each name with its addresses; a name in the place of an address is resolved by the machine.
   *
   * @param option a name to an address or to a list of them
   * @throws ModuleFailure with the reason invalid_argument or dns
   */
  static Map<String, List<InetAddress>> of(Map<String, Object> option) {
    Map<String, List<InetAddress>> named = new LinkedHashMap<>();
    option.forEach((name, value) -> {
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      List<InetAddress> addresses = new ArrayList<>();
      values.forEach(item -> addresses.addAll(resolve(name, String.valueOf(item))));
      if (addresses.isEmpty()) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT, "option addresses: %s has no address".formatted(name));
      }
      named.put(name, addresses);
    });
    return named;
  }

  private static List<InetAddress> resolve(String name, String address) {
    try {
      return List.of(InetAddress.getAllByName(address));
    } catch (UnknownHostException e) {
      throw new ModuleFailure(
          Reason.DNS,
          "option addresses: %s is to lead to %s, and that does not resolve"
              .formatted(name, address),
          e);
    }
  }
}
