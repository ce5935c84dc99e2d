package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.image.operator.status.Refusal;

/** Refusals in the words of Strimzi's user operator, which shows the names of its exceptions. */
final class UserRefusal extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final String INVALID =
      "io.strimzi.operator.common.model.InvalidResourceException: ";

  private UserRefusal(String message) {
    super("ExecutionException", message);
  }

  /** The resource asks for what cannot be. */
  static UserRefusal resource(String text) {
    return new UserRefusal("io.strimzi.operator.common.ReconciliationException: " + INVALID + text);
  }

  /** The password that the resource refers to is not there. */
  static UserRefusal password(String text) {
    return later(INVALID + text);
  }

  /** A Secret that the operator itself needs is not there. */
  static UserRefusal configuration(String text) {
    return later("io.strimzi.operator.common.InvalidConfigurationException: " + text);
  }

  /** A Secret of the CA is there, but of no use. */
  static UserRefusal certificate(String text) {
    return later("io.strimzi.operator.user.model.InvalidCertificateException: " + text);
  }

  /** It is not known what Kafka knows of users. */
  static UserRefusal unknown() {
    return later("java.lang.RuntimeException: AclCache is not ready!");
  }

  /** Kafka or the API server answered with an error. */
  static UserRefusal failure(RuntimeException failure) {
    return later(failure.toString());
  }

  private static UserRefusal later(String text) {
    return new UserRefusal("java.util.concurrent.CompletionException: " + text);
  }
}
