package dev.strimzidr.credentials;

import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What stands at a site after it has taken over another content than it had. Pure. */
final class Succession {
  /** How Strimzi itself names a certificate that a new one has followed. */
  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("'ca-'uuuu-MM-dd'T'HH-mm-ss'Z.crt'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Succession() {}

  /**
   * The new content as the site is to have it. The generations are counted on from where they
   * stand, because the operator acts on a larger number and on nothing else. A certificate of
   * another key stays trusted beside the new one: brokers still show what it has signed until each
   * of them has been rolled.
   */
  static Material at(Item item, Material former, Material next) {
    if (!(item instanceof Item.Authority authority)) {
      return next;
    }
    // By the certificates: a run that was cut off may have left the new key with the former one.
    X509Certificate old = AuthorityFacts.certificate(authority, former);
    boolean otherKey =
        !old.getPublicKey().equals(AuthorityFacts.certificate(authority, next).getPublicKey());
    Map<String, String> generations = new LinkedHashMap<>();
    generations.put(
        SecretShape.CERTIFICATE_GENERATION,
        raised(SecretShape.CERTIFICATE_GENERATION, former, next, true));
    generations.put(
        SecretShape.KEY_GENERATION, raised(SecretShape.KEY_GENERATION, former, next, otherKey));
    Map<String, byte[]> trusted = new TreeMap<>(next.trusted());
    trusted.putAll(former.trusted());
    if (otherKey) {
      trusted.put(END.format(old.getNotAfter().toInstant()), former.value(SecretShape.CERTIFICATE));
    }
    return new Material(next.values(), generations, next.renewal(), trusted);
  }

  private static String raised(String annotation, Material former, Material next, boolean changes) {
    long least = former.generation(annotation) + (changes ? 1 : 0);
    return String.valueOf(Math.max(least, next.generation(annotation)));
  }
}
