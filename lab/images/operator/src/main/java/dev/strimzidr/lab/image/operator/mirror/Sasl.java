package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.PasswordSecretSource;
import io.strimzi.api.kafka.model.common.authentication.KafkaClientAuthentication;
import io.strimzi.api.kafka.model.common.authentication.KafkaClientAuthenticationPlain;
import io.strimzi.api.kafka.model.common.authentication.KafkaClientAuthenticationScram;
import io.strimzi.api.kafka.model.common.authentication.KafkaClientAuthenticationTls;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A login with a password that is in a Secret.
 *
 * @param key of the password in the Secret
 */
public record Sasl(String mechanism, String module, String user, String secret, String key) {
  private static final String MODULES = "org.apache.kafka.common.security.";

  /**
   * Reads a client's authentication.
   *
   * @throws Refusal when it is incomplete, or of a type that is not imitated
   */
  static Optional<Sasl> of(@Nullable KafkaClientAuthentication authentication) {
    return switch (authentication) {
      case null -> Optional.empty();
      case KafkaClientAuthenticationTls tls -> Optional.empty();
      case KafkaClientAuthenticationScram scram ->
          Optional.of(
              of(
                  scram.getType().toUpperCase(Locale.ENGLISH),
                  "scram.ScramLoginModule",
                  scram.getUsername(),
                  scram.getPasswordSecret()));
      case KafkaClientAuthenticationPlain plain ->
          Optional.of(
              of(
                  "PLAIN",
                  "plain.PlainLoginModule",
                  plain.getUsername(),
                  plain.getPasswordSecret()));
      default ->
          throw Refusal.notImitated("client authentication of type " + authentication.getType());
    };
  }

  /** The login as Kafka's clients configure it; the worker looks the password up by itself. */
  public String jaas(String namespace) {
    return "%s required username=\"%s\" password=\"${strimzisecrets:%s/%s:%s}\";"
        .formatted(MODULES + module, user, namespace, secret, key);
  }

  private static Sasl of(
      String mechanism,
      String module,
      @Nullable String user,
      @Nullable PasswordSecretSource password) {
    if (user == null || password == null) {
      throw Refusal.invalidResource(
          mechanism
              + " authentication selected, but username or password configuration is missing.");
    }
    return new Sasl(mechanism, module, user, password.getSecretName(), password.getPassword());
  }
}
