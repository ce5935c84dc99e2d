package dev.strimzidr.kube;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Type;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options that say which API server, by the names and environment variables of {@code
 * kubernetes.core}.
 */
public final class Connection {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 15_000;

  /** Which API server, and as whom. */
  public static final List<Option> OPTIONS =
      List.of(
          Option.of("kubeconfig", Type.RAW).orEnvironment("K8S_AUTH_KUBECONFIG"),
          Option.string("context").orEnvironment("K8S_AUTH_CONTEXT"),
          Option.string("host").orEnvironment("K8S_AUTH_HOST"),
          Option.string("api_key").orEnvironment("K8S_AUTH_API_KEY").hidden(),
          Option.string("username").orEnvironment("K8S_AUTH_USERNAME"),
          Option.string("password").orEnvironment("K8S_AUTH_PASSWORD").hidden(),
          Option.path("client_cert").alsoCalled("cert_file").orEnvironment("K8S_AUTH_CERT_FILE"),
          Option.path("client_key").alsoCalled("key_file").orEnvironment("K8S_AUTH_KEY_FILE"),
          Option.path("ca_cert").alsoCalled("ssl_ca_cert").orEnvironment("K8S_AUTH_SSL_CA_CERT"),
          Option.of("validate_certs", Type.BOOL)
              .alsoCalled("verify_ssl")
              .orEnvironment("K8S_AUTH_VERIFY_SSL"),
          Option.string("proxy").orEnvironment("K8S_AUTH_PROXY"));

  /**
   * The same for each of several sites, where an environment variable cannot say which one it
   * means.
   */
  public static final List<Option> SITE_OPTIONS =
      OPTIONS.stream().map(Connection::withoutEnvironment).toList();

  private Connection() {}

  /**
   * Opens the API server that the options name. No request is made.
   *
   * @throws ModuleFailure when an option, or what it names, is wrong, or a kubeconfig is missing,
   *     broken, or without the context
   */
  public static KubeApi open(Arguments arguments) {
    Config config = config(arguments);
    Certificates.check(config, arguments);
    ClientKey.setAlgorithm(config);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    config.setRequestRetryBackoffLimit(0); // Requests does
    // Without TLS it would ask to upgrade the connection, which kubectl proxy takes for another
    // request.
    config.setHttp2Disable(config.getMasterUrl().startsWith("http:"));
    try {
      return new KubeApi(config, arguments.warnings());
    } catch (RuntimeException e) { // all else that the library reads now was looked at before
      if (config.getClientKeyData() == null && config.getClientKeyFile() == null) {
        throw e;
      }
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "%s holds no key that can be read and goes with the client certificate"
              .formatted(Certificates.key(config, arguments)),
          e);
    }
  }

  private static Config config(Arguments arguments) {
    Config base;
    Optional<String> context = text(arguments, "context");
    Optional<Object> kubeconfig = arguments.raw("kubeconfig").filter(Connection::notBlank);
    boolean host = text(arguments, "host").isPresent();
    boolean fromFile = kubeconfig.isPresent() && !(host && arguments.inherited("kubeconfig"));
    if (host && context.isPresent() && !fromFile && !arguments.inherited("context")) {
      throw wrong("option context goes with a kubeconfig, and only the option host is given");
    }
    if (fromFile && kubeconfig.isPresent()) {
      base = Kubeconfig.read(kubeconfig.get(), context);
    } else if (host) {
      base = Config.empty();
    } else {
      base = Kubeconfig.standard(context, System::getenv);
    }
    ConfigBuilder config = new ConfigBuilder(base);
    text(arguments, "host").ifPresent(config::withMasterUrl);
    Identity.set(config, arguments);
    // Of data and a file the library takes the data.
    text(arguments, "ca_cert").ifPresent(path -> config.withCaCertFile(path).withCaCertData(null));
    arguments
        .optionalFlag("validate_certs")
        .filter(valid -> counts(arguments, "validate_certs"))
        .ifPresent(valid -> config.withTrustCerts(!valid).withDisableHostnameVerification(!valid));
    text(arguments, "proxy")
        .ifPresent(given -> {
          String proxy = proxy(given);
          config.withHttpsProxy(proxy).withHttpProxy(proxy).withNoProxy();
        });
    Config built = config.build();
    requireAddress(built.getMasterUrl(), text(arguments, "host"));
    return built;
  }

  /** The address as the library reads it; a password in it is not shown. */
  private static String proxy(String given) {
    String proxy = given.contains("://") ? given.strip() : "http://" + given.strip();
    Optional<URI> uri = uri(proxy).filter(u -> u.getHost() != null && u.getPort() > 0);
    if (uri.isEmpty() || !uri.get().getScheme().equals("http")) {
      throw wrong(
          "option proxy: given is %s, allowed is the URL of an HTTP proxy with its port, such as http://proxy.example:3128"
              .formatted(shown(given)));
    }
    return proxy;
  }

  private static void requireAddress(String url, Optional<String> given) {
    boolean legal =
        uri(url)
            .filter(uri -> uri.getHost() != null)
            .filter(uri -> List.of("http", "https").contains(uri.getScheme()))
            // To what has another scheme the library adds its own.
            .filter(uri -> uri.getRawPath() == null || !uri.getRawPath().startsWith("//"))
            .isPresent();
    if (!legal) {
      throw wrong(
          "%s, allowed is the URL of an API server, such as https://api.example:6443"
              .formatted(
                  given
                      .map(host -> "option host: given is " + shown(host))
                      .orElse("the server of the kubeconfig is " + shown(url))));
    }
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String shown(String url) {
    return url.contains("@") ? "hidden, for it names a user" : "'" + url + "'";
  }

  static ModuleFailure wrong(String message) {
    return new ModuleFailure(Reason.INVALID_ARGUMENT, message);
  }

  /** The value of an option that was given and counts. */
  static Optional<String> text(Arguments arguments, String option) {
    return arguments
        .optionalString(option)
        .filter(Connection::notBlank)
        .filter(value -> counts(arguments, option));
  }

  /**
   * The environment says one API server, a pair has two: where the options name one, nothing of
   * another that the environment means may get mixed in.
   */
  private static boolean counts(Arguments arguments, String option) {
    return !arguments.inherited(option)
        || Stream.of("kubeconfig", "context", "host").noneMatch(name -> named(arguments, name));
  }

  private static boolean named(Arguments arguments, String option) {
    return !arguments.inherited(option)
        && arguments.raw(option).filter(Connection::notBlank).isPresent();
  }

  /** An empty text counts as not given: a playbook passes on what its inventory leaves out. */
  private static boolean notBlank(Object value) {
    return !value.toString().isBlank();
  }

  private static Option withoutEnvironment(Option option) {
    return new Option(
        option.name(),
        option.type(),
        option.elements(),
        option.required(),
        option.defaultValue(),
        option.choices(),
        option.aliases(),
        null,
        option.options(),
        option.secret());
  }
}
