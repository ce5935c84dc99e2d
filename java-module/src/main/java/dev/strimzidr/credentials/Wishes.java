package dev.strimzidr.credentials;

import java.util.Set;

/**
 * What was asked for beyond that both sites have the same.
 *
 * @param renew what is to be renewed: {@code cluster_ca}, {@code clients_ca}, {@code passwords}
 * @param renewal the name of the renewal: what carries it is not renewed again
 * @param prefer the site whose holds where they differ; empty for none
 */
record Wishes(Set<String> renew, String renewal, String prefer) {
  static final Wishes NONE = new Wishes(Set.of(), "", "");

  boolean renews(Item item) {
    return renew.contains(
        switch (item) {
          case Item.Authority authority -> authority.use().word() + "_ca";
          case Item.Password password -> "passwords";
        });
  }

  /** Whether this is what the renewal has made. */
  boolean done(Material material) {
    return !renewal.isEmpty() && material.renewal().equals(renewal);
  }
}
