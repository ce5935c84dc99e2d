package dev.strimzidr.lab.image.operator.user;

import java.util.Optional;

/** How a user shows who it is. */
sealed interface Login {

  /**
   * With a password.
   *
   * @param given where the password is, if it is not to be made up
   */
  record Password(Optional<Given> given) implements Login {}

  /** A password in a Secret of the user's owner. */
  record Given(String secret, String key) {}

  /** With a certificate that the clients CA signs. */
  record Certificate(Optional<Integer> validityDays, Optional<Integer> renewalDays)
      implements Login {}

  /** With a certificate that comes from elsewhere. */
  record ForeignCertificate() implements Login {}

  /** In a way that is none of the operator's business. */
  record None() implements Login {}

  /** The name by which Kafka knows the user. */
  default String principal(String user) {
    return switch (this) {
      case Certificate own -> Principals.ofCertificate(user);
      case ForeignCertificate foreign -> Principals.ofCertificate(user);
      case Password password -> user;
      case None none -> user;
    };
  }
}
