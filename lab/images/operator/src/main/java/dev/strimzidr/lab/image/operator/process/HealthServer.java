package dev.strimzidr.lab.image.operator.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/**
 * Answers the probes of the Pod: {@code /healthy} and {@code /ready}, 204 for yes and 500 for no.
 */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  public static HealthServer start(
      String address, int port, BooleanSupplier healthy, BooleanSupplier ready) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
      answer(server, "/healthy", healthy);
      answer(server, "/ready", ready);
      server.start();
      return new HealthServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on %s:%d".formatted(address, port), e);
    }
  }

  private static void answer(HttpServer server, String path, BooleanSupplier condition) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(condition.getAsBoolean() ? 204 : 500, -1);
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
