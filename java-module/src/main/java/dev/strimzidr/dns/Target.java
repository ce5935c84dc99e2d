package dev.strimzidr.dns;

import java.net.UnknownHostException;
import java.util.Locale;
import org.xbill.DNS.Address;

/**
 * Where a name leads to.
 *
 * @param type A, AAAA or CNAME
 * @param value an address, or a name in lower case without a dot at its end
 */
record Target(String type, String value) {

  /** The target that a text means: an address is one, anything else is a name. */
  static Target of(String text) {
    try {
      var address = Address.getByAddress(text);
      return new Target(address.getAddress().length == 4 ? "A" : "AAAA", address.getHostAddress());
    } catch (UnknownHostException e) {
      String name = text.toLowerCase(Locale.ROOT);
      return new Target("CNAME", name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
  }

  @Override
  public String toString() {
    return type + " " + value;
  }
}
