package dev.strimzidr.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The real API server behind something that disturbs some requests, one fault for each. */
public final class FaultyApi implements AutoCloseable {

  /** What happens to a request. */
  public sealed interface Fault {}

  /** Turned away, and the API server sees nothing of it; no Retry-After when it is negative. */
  public record TurnedAway(int code, int retryAfterSeconds) implements Fault {}

  /** The connection breaks; the API server has done what was asked, or has seen nothing of it. */
  public record Broken(boolean done) implements Fault {}

  /** No answer; or the beginning of one, and then nothing. */
  public record Silent(boolean afterBeginning) implements Fault {}

  /** An answer without anything in it: a watch that is over at once. */
  public record Ended() implements Fault {}

  private final Process kubectl;
  private final HttpServer server;
  private final URI behind;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String verb;
  private final Queue<Fault> faults;
  private final List<String> seen = new ArrayList<>();

  private FaultyApi(String verb, List<Fault> faults) throws IOException {
    this.verb = verb;
    this.faults = new ArrayDeque<>(faults);
    kubectl = RealApi.start("proxy", "--port=0");
    BufferedReader said = kubectl.inputReader(StandardCharsets.UTF_8);
    String line = String.valueOf(said.readLine()); // Starting to serve on 127.0.0.1:1234
    behind = URI.create("http://" + line.substring(line.lastIndexOf(' ') + 1));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Disturbs the first requests of a verb.
   *
   * @param verb a method of HTTP, or WATCH
   */
  public static FaultyApi with(String verb, Fault... faults) throws IOException {
    return new FaultyApi(verb, List.of(faults));
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many requests of the verb came in. */
  public synchronized int requests() {
    return seen.size();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
    kubectl.destroy();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      switch (next(exchange)) {
        case TurnedAway away -> {
          if (away.retryAfterSeconds() >= 0) {
            exchange
                .getResponseHeaders()
                .set("Retry-After", String.valueOf(away.retryAfterSeconds()));
          }
          exchange.sendResponseHeaders(away.code(), -1);
        }
        case Broken broken -> {
          if (broken.done()) {
            forward(exchange, body).body().close();
          }
          begin(exchange); // less than was announced, so that the connection has to be closed
        }
        case Silent silent -> {
          if (silent.afterBeginning()) {
            begin(exchange);
          }
          closed.await();
        }
        case Ended ended -> exchange.sendResponseHeaders(200, -1);
        case null -> {
          HttpResponse<InputStream> answer = forward(exchange, body);
          try (InputStream in = answer.body()) {
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            pass(in, exchange.getResponseBody());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Fault next(HttpExchange exchange) {
    if (!verb(exchange).equals(verb)) {
      return null;
    }
    seen.add(exchange.getRequestURI().toString());
    return faults.poll();
  }

  private HttpResponse<InputStream> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String verb(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query != null && query.contains("watch=true") ? "WATCH" : exchange.getRequestMethod();
  }

  /** Each part at once: an event of a watch is not held back until the next one comes. */
  private static void pass(InputStream in, OutputStream out) throws IOException {
    byte[] part = new byte[8192];
    for (int read = in.read(part); read >= 0; read = in.read(part)) {
      out.write(part, 0, read);
      out.flush();
    }
  }

  private static void begin(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000);
    OutputStream out = exchange.getResponseBody();
    out.write('{');
    out.flush();
  }
}
