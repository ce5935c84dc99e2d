package dev.strimzidr.dns;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.xbill.DNS.Address;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** What options of modules about DNS hold. Each failure names the option. */
final class DnsOptions {
  private static final long HIGHEST_PORT = 65535;

  private DnsOptions() {}

  /** An address. */
  static InetAddress address(String option, String given) {
    try {
      return Address.getByAddress(given);
    } catch (UnknownHostException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is '%s', allowed are IPv4 and IPv6 addresses".formatted(option, given),
          e);
    }
  }

  /** A name, from the root on. */
  static Name name(String option, String given) {
    try {
      return Name.fromString(given, Name.root);
    } catch (TextParseException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is '%s', which is no name in DNS: %s"
              .formatted(option, given, e.getMessage()),
          e);
    }
  }

  static int port(String option, long given) {
    if (given < 1 || given > HIGHEST_PORT) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is %d, allowed are 1 to %d".formatted(option, given, HIGHEST_PORT));
    }
    return Math.toIntExact(given);
  }
}
