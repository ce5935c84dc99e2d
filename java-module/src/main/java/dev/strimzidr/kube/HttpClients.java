package dev.strimzidr.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * HTTP clients that end when they are closed. The library only lets go of them, so their selector
 * threads would run on, and a JVM that exits waits 300 ms for a thread in a native call.
 */
final class HttpClients extends JdkHttpClientFactory implements AutoCloseable {
  private static final String KEY_ROUNDS = "keystore.pkcs12.keyPbeIterationCount";
  private static final String TRUSTED = "javax.net.ssl.trustStore";

  /** What is no file is not read. */
  private static final String NO_FILE = System.getProperty("java.home");

  private final List<HttpClient> built = new CopyOnWriteArrayList<>();

  /**
   * The library keeps a client's key in a PKCS #12 store, encrypted and decrypted with ten thousand
   * rounds of hashing each, though the store never leaves the memory. Beside the authority of a
   * kubeconfig it trusts, and first reads, the hundred and fifty that come with Java; kubectl
   * trusts only the one. Both are told to it by properties of the JVM.
   */
  @Override
  public io.fabric8.kubernetes.client.http.HttpClient.Builder newBuilder(Config config) {
    synchronized (HttpClients.class) {
      Optional<String> rounds = set(KEY_ROUNDS, "1");
      Optional<String> trusted = Optional.ofNullable(System.getProperty(TRUSTED));
      if (trusted.isEmpty() && hasAuthority(config)) {
        System.setProperty(TRUSTED, NO_FILE);
      }
      try {
        return super.newBuilder(config);
      } finally {
        restore(KEY_ROUNDS, rounds);
        restore(TRUSTED, trusted);
      }
    }
  }

  private static boolean hasAuthority(Config config) {
    return (config.getCaCertData() != null && !config.getCaCertData().isBlank())
        || (config.getCaCertFile() != null && !config.getCaCertFile().isBlank());
  }

  private static Optional<String> set(String property, String value) {
    return Optional.ofNullable(System.setProperty(property, value));
  }

  private static void restore(String property, Optional<String> value) {
    value.ifPresentOrElse(
        before -> System.setProperty(property, before), () -> System.clearProperty(property));
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return noting(super.createNewHttpClientBuilder());
  }

  /** Ends all of them; requests under way fail. */
  @Override
  public void close() {
    built.forEach(HttpClient::shutdownNow);
  }

  private HttpClient.Builder noting(HttpClient.Builder builder) {
    return (HttpClient.Builder)
        Proxy.newProxyInstance(
            HttpClients.class.getClassLoader(),
            new Class<?>[] {HttpClient.Builder.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(builder, arguments);
                if (answer instanceof HttpClient client) {
                  built.add(client);
                }
                return builder.equals(answer) ? proxy : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }
}
