package dev.strimzidr.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request, and again what a server turned away for the moment: 429, 5xx and broken
 * connections, after the time that it asks for. All of it ends within {@link #DEADLINE}. The client
 * library could do that too, but it waits for as long as a server asks for, for ever for the rest
 * of an answer, and asks again a server that does not let it connect.
 */
final class Requests {
  static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration ATTEMPT = Duration.ofSeconds(15);
  private static final int RETRIES = 4;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient http;

  Requests(HttpClient http) {
    this.http = http;
  }

  /** The answer, also one that says no. */
  HttpResponse<byte[]> send(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException {
    return send(() -> http.sendAsync(request, byte[].class));
  }

  /**
   * The same for an answer that is read as it comes. Watches are turned away like other requests:
   * of a kind whose definition has just changed until the API server is ready for them.
   */
  HttpResponse<AsyncBody> stream(HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> reader)
      throws ExecutionException, TimeoutException, InterruptedException {
    return send(() -> http.consumeBytes(request, reader));
  }

  private static <T> HttpResponse<T> send(Supplier<CompletableFuture<HttpResponse<T>>> request)
      throws ExecutionException, TimeoutException, InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    for (int attempt = 0; ; attempt++) {
      HttpResponse<T> response = null;
      ExecutionException error = null;
      try {
        response = once(request.get(), Math.min(ATTEMPT.toNanos(), end - System.nanoTime()));
      } catch (ExecutionException e) {
        error = e;
      }
      long pause = FIRST_PAUSE_MILLIS << attempt;
      long asked = response == null ? 0 : retryAfterMillis(response);
      boolean again =
          response == null ? error != null && mayPass(error) : turnedAway(response, asked > 0);
      long wait = Math.max(pause, asked);
      boolean inTime = end - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(wait);
      if (again && inTime && (attempt < RETRIES || asked > 0)) {
        if (response != null && response.body() instanceof AsyncBody unread) {
          unread.cancel();
        }
        Thread.sleep(wait);
      } else if (response != null) {
        return response;
      } else if (error != null) {
        throw error;
      }
    }
  }

  private static <T> T once(CompletableFuture<T> answer, long nanos)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return answer.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean turnedAway(HttpResponse<?> response, boolean toldWhen) {
    if (response.code() == TOO_MANY_REQUESTS) {
      return true;
    }
    return response.code() >= SERVER_ERROR
        && (toldWhen
            || !(response.body() instanceof byte[] body && KubeErrors.saysUnreadable(body)));
  }

  /**
   * A name, a certificate or an address that nobody answers at will not be another in a second. A
   * failover asks a lost site in each of its steps.
   */
  private static boolean mayPass(ExecutionException error) {
    boolean connection = false;
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException
          || cause instanceof UnresolvedAddressException
          || cause instanceof ConnectException
          || cause instanceof HttpTimeoutException
          || cause instanceof TimeoutException
          || cause instanceof GeneralSecurityException) {
        return false;
      }
      connection |= cause instanceof IOException;
    }
    return connection;
  }

  /** In seconds is how API servers write it; a date, which proxies may write, counts as nothing. */
  static long retryAfterMillis(HttpResponse<?> response) {
    String value = response.header("Retry-After");
    return value != null && value.strip().matches("[0-9]{1,9}")
        ? TimeUnit.SECONDS.toMillis(Long.parseLong(value.strip()))
        : 0;
  }
}
