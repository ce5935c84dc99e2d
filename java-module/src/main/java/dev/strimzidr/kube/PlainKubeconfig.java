package dev.strimzidr.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a cluster and a user that hold nothing but addresses, certificates, a token
 * or a password. The library reads every kubeconfig, but its typed model of them takes longer to
 * load than two requests; it is asked for those with more in them.
 */
final class PlainKubeconfig {
  private static final Set<String> CLUSTER =
      Set.of(
          "server",
          "certificate-authority",
          "certificate-authority-data",
          "insecure-skip-tls-verify",
          "extensions");
  private static final Set<String> USER =
      Set.of(
          "client-certificate",
          "client-certificate-data",
          "client-key",
          "client-key-data",
          "token",
          "username",
          "password",
          "extensions");

  private PlainKubeconfig() {}

  /**
   * The configuration; nothing when there is more in them than this class knows.
   *
   * @param file where they stand, from which relative paths start; null when they were given
   */
  static Optional<Config> config(Map<?, ?> cluster, Map<?, ?> user, @Nullable Path file) {
    if (!CLUSTER.containsAll(cluster.keySet()) || !USER.containsAll(user.keySet())) {
      return Optional.empty();
    }
    ConfigBuilder config = new ConfigBuilder(Config.empty());
    text(cluster, "server", config::withMasterUrl);
    text(cluster, "certificate-authority", path -> config.withCaCertFile(resolved(path, file)));
    text(cluster, "certificate-authority-data", config::withCaCertData);
    text(
        cluster,
        "insecure-skip-tls-verify",
        skip -> config.withTrustCerts(Boolean.parseBoolean(skip)));
    text(user, "client-certificate", path -> config.withClientCertFile(resolved(path, file)));
    text(user, "client-certificate-data", config::withClientCertData);
    text(user, "client-key", path -> config.withClientKeyFile(resolved(path, file)));
    text(user, "client-key-data", config::withClientKeyData);
    text(user, "token", config::withAutoOAuthToken);
    text(user, "username", config::withUsername);
    text(user, "password", config::withPassword);
    return Optional.of(config.build());
  }

  private static void text(Map<?, ?> map, String key, Consumer<String> use) {
    Object value = map.get(key);
    if (value != null) {
      use.accept(value.toString());
    }
  }

  private static String resolved(String path, @Nullable Path file) {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    return folder == null ? path : folder.resolve(path).toString();
  }
}
