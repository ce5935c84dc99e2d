package dev.strimzidr.credentials;

import dev.strimzidr.pair.Site;
import java.util.List;

/** Something that both sites must share. */
sealed interface Item {

  /** How an operator would call it. */
  String words();

  /** The names of its Secrets at a site. */
  List<String> secrets(Site site);

  /**
   * A certificate authority of the Kafka clusters: the certificate in one Secret, the key in
   * another.
   */
  record Authority(Use use) implements Item {
    enum Use {
      CLUSTER,
      CLIENTS;

      String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
      }
    }

    String certificateSecret(Site site) {
      return "%s-%s-ca-cert".formatted(site.cluster(), use.word());
    }

    String keySecret(Site site) {
      return "%s-%s-ca".formatted(site.cluster(), use.word());
    }

    @Override
    public String words() {
      return use.word() + " CA";
    }

    @Override
    public List<String> secrets(Site site) {
      return List.of(keySecret(site), certificateSecret(site));
    }
  }

  /**
   * A password.
   *
   * @param secret the Secret of that name at both sites, with the key {@code password}
   */
  record Password(String secret) implements Item {
    static final String KEY = "password";

    @Override
    public String words() {
      return "password " + secret;
    }

    @Override
    public List<String> secrets(Site site) {
      return List.of(secret);
    }
  }
}
