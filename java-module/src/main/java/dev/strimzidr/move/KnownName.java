package dev.strimzidr.move;

import java.util.List;
import java.util.Map;

/**
 * A name by which clients find the active site.
 *
 * @param name as clients write it
 * @param servers what each DNS server says; empty where nobody knows
 * @param leadsTo the site that it leads to; empty where it leads to none, or nobody knows
 * @param words where it leads, for the operator
 * @param listener the listener of its clients
 * @param addresses where each site is reached; empty for one without an address. Nothing where that
 *     need not be looked at
 */
record KnownName(
    String name,
    List<KnownAnswers.Server> servers,
    String leadsTo,
    String words,
    String listener,
    Map<String, String> addresses) {

  /** Whether it can lead to a site and not to another one; true where that is not looked at. */
  boolean distinguishes(String site, String other) {
    String address = addresses.getOrDefault(site, "");
    return addresses.isEmpty()
        || (!address.isEmpty() && !address.equals(addresses.getOrDefault(other, "")));
  }

  /** Whether it can lead to a site; true where that is not looked at. */
  boolean reaches(String site) {
    return addresses.isEmpty() || !addresses.getOrDefault(site, "").isEmpty();
  }
}
