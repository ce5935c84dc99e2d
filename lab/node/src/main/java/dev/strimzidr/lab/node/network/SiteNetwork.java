package dev.strimzidr.lab.node.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of loopback addresses of a site.
 *
 * @param base the range's first address as a number
 * @param prefix the number of leading bits that its addresses share
 */
public record SiteNetwork(int base, int prefix) {
  private static final Pattern CIDR =
      Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
  private static final int SMALLEST = 26;
  private static final int LARGEST = 16;

  /**
   * Reads a range such as 127.31.0.0/24.
   *
   * @throws IllegalArgumentException when it is not a loopback range of 64 to 65,536 addresses
   */
  public static SiteNetwork parse(String cidr) {
    Matcher matcher = CIDR.matcher(cidr);
    if (!matcher.matches()) {
      throw invalid(cidr);
    }
    int base = 127;
    for (int group = 1; group <= 3; group++) {
      int octet = Integer.parseInt(matcher.group(group));
      if (octet > 255) {
        throw invalid(cidr);
      }
      base = base << 8 | octet;
    }
    int prefix = Integer.parseInt(matcher.group(4));
    if (prefix < LARGEST || prefix > SMALLEST || (base & ~mask(prefix)) != 0) {
      throw invalid(cidr);
    }
    return new SiteNetwork(base, prefix);
  }

  /** Where the control plane listens. */
  public String controlPlane() {
    return address(1);
  }

  /** How many addresses Pods and Services can have. */
  public int capacity() {
    return (1 << (32 - prefix)) - 3;
  }

  /** An address for a Pod or Service, 0 to capacity - 1. */
  public String assignable(int index) {
    return address(index + 2);
  }

  /** Whether the address belongs to this site. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 && (number(bytes) & mask(prefix)) == base;
  }

  /**
   * What the API server is told as a Pod's address. Endpoints refuse loopback addresses, so it is
   * one of 198.18.0.0/15 that nothing ever connects to.
   */
  public static String reported(String loopback) {
    try {
      int host = number(InetAddress.getByName(loopback).getAddress()) & 0x1ffff;
      return text(198 << 24 | 18 << 16 | host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(loopback + " is not an address", e);
    }
  }

  @Override
  public String toString() {
    return text(base) + "/" + prefix;
  }

  private String address(int offset) {
    return text(base + offset);
  }

  private static int mask(int prefix) {
    return -1 << (32 - prefix);
  }

  private static int number(byte[] bytes) {
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  private static String text(int number) {
    return "%d.%d.%d.%d"
        .formatted(number >>> 24, number >>> 16 & 0xff, number >>> 8 & 0xff, number & 0xff);
  }

  private static IllegalArgumentException invalid(String cidr) {
    return new IllegalArgumentException(
        "'%s' is not a network for a site: give a range of loopback addresses from /%d to /%d, such as 127.31.0.0/24"
            .formatted(cidr, LARGEST, SMALLEST));
  }
}
