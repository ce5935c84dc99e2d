package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.image.operator.certificate.Passwords;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;

/**
 * Finds or makes what users log in with.
 *
 * @param settings tell where the clients CA is and how long passwords are
 */
record UserCredentials(
    KubernetesClient client, UserSettings settings, UserCertificates certificates) {

  /**
   * The data of the user's Secret.
   *
   * @param current the Secret as it is
   * @return nothing for users that need none
   * @throws UserRefusal when something that is needed for it is missing
   */
  Optional<Map<String, String>> data(UserSpec user, Optional<Secret> current) {
    return switch (user.login()) {
      case Login.Password password -> {
        String text =
            password
                .given()
                .map(this::given)
                .or(() -> value(current, UserSecrets.PASSWORD))
                .orElseGet(() -> Passwords.generate(settings.passwordLength()));
        yield Optional.of(UserSecrets.data(user.name(), text));
      }
      case Login.Certificate certificate ->
          Optional.of(
              certificates.data(
                  user.name(),
                  certificate,
                  authority(settings.caCertificateSecret()),
                  authority(settings.caKeySecret()),
                  current));
      case Login.ForeignCertificate foreign -> Optional.empty();
      case Login.None none -> Optional.empty();
    };
  }

  /** The password in the data of a user's Secret. */
  static Optional<String> password(Map<String, String> data) {
    return Optional.ofNullable(data.get(UserSecrets.PASSWORD)).map(KeyAndCertificate::decode);
  }

  private String given(Login.Given source) {
    Secret secret =
        find(settings.namespace(), source.secret())
            .orElseThrow(
                () -> UserRefusal.password(missing(settings.namespace(), source.secret())));
    String password =
        Optional.ofNullable(secret.getData())
            .map(data -> data.get(source.key()))
            .orElseThrow(() ->
                UserRefusal.password(
                    "Secret %s does not contain the key %s with requested user password."
                        .formatted(source.secret(), source.key())));
    if (password.isEmpty()) {
      throw UserRefusal.password("The requested user password is empty.");
    }
    return KeyAndCertificate.decode(password);
  }

  private Secret authority(String name) {
    return find(settings.caNamespace(), name)
        .orElseThrow(() -> UserRefusal.configuration(missing(settings.caNamespace(), name)));
  }

  private Optional<Secret> find(String namespace, String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  private static String missing(String namespace, String name) {
    return "Secret %s in namespace %s not found".formatted(name, namespace);
  }

  private static Optional<String> value(Optional<Secret> secret, String key) {
    return secret
        .flatMap(s -> Optional.ofNullable(s.getData()))
        .flatMap(data -> Optional.ofNullable(data.get(key)))
        .filter(text -> !text.isEmpty())
        .map(KeyAndCertificate::decode);
  }
}
