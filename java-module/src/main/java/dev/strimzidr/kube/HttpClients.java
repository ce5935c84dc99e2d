package dev.strimzidr.kube;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * HTTP clients that end when they are closed. The library only lets go of them, so their selector
 * threads would run on, and a JVM that exits waits 300 ms for a thread in a native call.
 */
final class HttpClients extends JdkHttpClientFactory implements AutoCloseable {
  private final List<HttpClient> built = new CopyOnWriteArrayList<>();

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
