package dev.strimzidr.lab.node.fault;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.strimzidr.lab.node.network.SiteNetwork;
import java.net.InetAddress;

/**
 * A link to a site's Services that does not carry.
 *
 * @param from the range of addresses that cannot reach the site, or {@code all}: everything but the
 *     site itself
 * @param mode what callers notice
 */
public record Cut(String from, Mode mode) {
  /** From everywhere. */
  public static final String ALL = "all";

  /** What callers notice of a cut. */
  public enum Mode {
    /** Nothing: no answer ever comes. */
    DROP,
    /** Connections are reset. */
    RESET
  }

  /** Whether it concerns who calls from this address. */
  @JsonIgnore
  boolean concerns(InetAddress source, SiteNetwork own) {
    return from.equals(ALL) ? !own.contains(source) : SiteNetwork.parse(from).contains(source);
  }
}
