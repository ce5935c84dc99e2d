package dev.strimzidr.credentials;

import dev.strimzidr.certificate.Certificates;

/** How two sites differ, for people, without a value. Pure. */
final class Difference {
  private Difference() {}

  static String words(Item item, Found.There one, Found.There other) {
    return ("%s: %s and %s have different ones (%s; %s), and neither is overwritten without being told. If a renewal"
            + " was cut off, run it again with the same name; else run this again with prefer set to the site"
            + " whose holds")
        .formatted(
            item.words(), one.site().name(), other.site().name(), of(item, one), of(item, other));
  }

  private static String of(Item item, Found.There found) {
    String renewal = found.material().renewal();
    return found.site().name()
        + ": "
        + switch (item) {
          case Item.Authority authority ->
              "fingerprint "
                  + Certificates.fingerprint(
                      AuthorityFacts.certificate(authority, found.material()));
          case Item.Password password -> "a fingerprint would help to guess it";
        }
        + (renewal.isEmpty() ? "" : ", of the renewal " + renewal);
  }
}
