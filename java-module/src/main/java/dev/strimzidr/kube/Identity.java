package dev.strimzidr.kube;

import dev.strimzidr.module.Arguments;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As whom an API server is asked. It takes a client certificate before a token, and the library a
 * password before a token, so what a kubeconfig has besides would win over an option.
 */
final class Identity {
  /** The ways to say it, each the options that make one. */
  private static final List<List<String>> WAYS =
      List.of(
          List.of("api_key"),
          List.of("username", "password"),
          List.of("client_cert", "client_key"));

  private Identity() {}

  /**
   * Puts what the options say in the place of what the kubeconfig says; without a word of theirs
   * all stays.
   *
   * @throws dev.strimzidr.module.ModuleFailure when they say it in several ways, or by halves
   */
  static void set(ConfigBuilder config, Arguments arguments) {
    List<String> options = given(arguments, false);
    if (options.isEmpty()) {
      options = given(arguments, true);
    }
    List<String> used = options;
    List<List<String>> ways =
        WAYS.stream().filter(way -> way.stream().anyMatch(used::contains)).toList();
    if (ways.size() > 1) {
      throw Connection.wrong(
          "options %s exclude each other: each says who asks, give one of them"
              .formatted(String.join(", ", used)));
    }
    if (ways.isEmpty()) {
      return;
    }
    switch (ways.getFirst().getFirst()) {
      case "api_key" -> {
        String token = value(arguments, used, "api_key").orElseThrow().strip();
        if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
          throw Connection.wrong(
              "option api_key: given is hidden, allowed is a token, which has no spaces or line breaks");
        }
        withoutPassword(withoutCertificate(withoutToken(config))).withOauthToken(token);
      }
      case "username" -> {
        withoutCertificate(withoutToken(config));
        value(arguments, used, "username").ifPresent(config::withUsername);
        value(arguments, used, "password").ifPresent(config::withPassword);
        together(used, "username", config.getUsername(), "password", config.getPassword());
      }
      default -> {
        withoutPassword(withoutToken(config));
        value(arguments, used, "client_cert")
            .ifPresent(path -> config.withClientCertFile(path).withClientCertData(null));
        value(arguments, used, "client_key")
            .ifPresent(path -> config.withClientKeyFile(path).withClientKeyData(null));
        together(
            used,
            "client_cert",
            config.getClientCertData() == null
                ? config.getClientCertFile()
                : config.getClientCertData(),
            "client_key",
            config.getClientKeyData() == null
                ? config.getClientKeyFile()
                : config.getClientKeyData());
      }
    }
  }

  /** Those of the task itself, or those that come from the environment. */
  private static List<String> given(Arguments arguments, boolean inherited) {
    return WAYS.stream()
        .flatMap(List::stream)
        .filter(option -> arguments.inherited(option) == inherited)
        .filter(option -> Connection.text(arguments, option).isPresent())
        .toList();
  }

  private static Optional<String> value(Arguments arguments, List<String> used, String option) {
    return Connection.text(arguments, option).filter(value -> used.contains(option));
  }

  private static void together(
      List<String> used,
      String one,
      @Nullable String oneValue,
      String other,
      @Nullable String otherValue) {
    boolean hasOne = oneValue != null && !oneValue.isBlank();
    boolean hasOther = otherValue != null && !otherValue.isBlank();
    if (!hasOne || !hasOther) {
      throw Connection.wrong(
          "options %s and %s go together: %s is missing"
              .formatted(one, other, used.contains(one) ? other : one));
    }
  }

  private static ConfigBuilder withoutToken(ConfigBuilder config) {
    return config
        .withOauthToken(null)
        .withAutoOAuthToken(null)
        .withOauthTokenProvider(null)
        .withAuthProvider(null);
  }

  private static ConfigBuilder withoutPassword(ConfigBuilder config) {
    return config.withUsername(null).withPassword(null);
  }

  private static ConfigBuilder withoutCertificate(ConfigBuilder config) {
    return config
        .withClientCertFile(null)
        .withClientCertData(null)
        .withClientKeyFile(null)
        .withClientKeyData(null);
  }
}
