package dev.strimzidr.lab.image.operator.user;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The two names that a user can have in Kafka: its own, or that of its certificate. */
final class Principals {
  private static final String COMMON_NAME = "CN=";
  private static final String TYPE = "User:";

  private Principals() {}

  static String ofCertificate(String user) {
    return COMMON_NAME + user;
  }

  static List<String> both(String user) {
    return List.of(user, ofCertificate(user));
  }

  /** The user as authorizers name it. */
  static String typed(String principal) {
    return TYPE + principal;
  }

  /** The reverse; nothing when it is not a user. */
  static Optional<String> untyped(String principal) {
    return principal.startsWith(TYPE)
        ? Optional.of(principal.substring(TYPE.length()))
        : Optional.empty();
  }

  /** The user behind either name. */
  static String user(String principal) {
    if (!principal.contains(COMMON_NAME)) {
      return principal;
    }
    try {
      return new LdapName(principal)
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("cn"))
              .map(part -> part.getValue().toString())
              .collect(Collectors.joining());
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
