package dev.strimzidr.lab.node.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens at a Service's address and port and forwards to its ready Pods, in turn; when one does
 * not answer, to the next. Connections live on when the list of Pods changes.
 */
final class Forwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final int CONNECT_MILLIS = 2000;

  private final Frontend frontend;
  private final Link link;
  private final ServerSocket listener;
  private final Thread acceptor;
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<InetSocketAddress> targets = List.of();

  Forwarder(Frontend frontend, Link link) throws IOException {
    this.frontend = frontend;
    this.link = link;
    this.listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(frontend.socketAddress());
    } catch (IOException e) {
      Sockets.close(listener);
      throw e;
    }
    acceptor = Thread.ofVirtual().name("accept-" + frontend.service()).start(this::accept);
  }

  void targets(List<InetSocketAddress> ready) {
    targets = List.copyOf(ready);
  }

  /** Ends the connections whose link is cut by reset. */
  void enforce() {
    for (Relay relay : relays) {
      if (link.from(relay.source()) == Link.State.RESET) {
        relay.reset();
      }
    }
  }

  /** Ends all connections; the address is free for another listener then. */
  @Override
  public void close() {
    Sockets.close(listener);
    try {
      // As long as a thread is on its way out of accept, the kernel keeps the port.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    relays.forEach(Relay::close);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        LOG.debug("{} no longer accepts", frontend, e);
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      switch (link.from(client.getInetAddress())) {
        case OPEN -> {}
        case BLACK_HOLE -> link.awaitChange(client.getInetAddress());
        case RESET -> {
          client.setSoLinger(true, 0);
          return;
        }
      }
      forward(client);
    } catch (IOException e) {
      LOG.debug("A connection of {} ended", frontend, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(Socket client) throws IOException, InterruptedException {
    Socket server = connect();
    if (server == null) {
      client.setSoLinger(true, 0);
      return;
    }
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    var relay = new Relay(client, server, link);
    relays.add(relay);
    try {
      relay.run();
    } finally {
      relays.remove(relay);
      relay.close();
    }
  }

  private @Nullable Socket connect() {
    List<InetSocketAddress> candidates = targets;
    int first = turn.getAndIncrement();
    for (int i = 0; i < candidates.size(); i++) {
      InetSocketAddress target = candidates.get(Math.floorMod(first + i, candidates.size()));
      Socket socket = new Socket();
      try {
        socket.connect(target, CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        LOG.debug("{} does not answer at {}", frontend.service(), target, e);
        Sockets.close(socket);
      }
    }
    return null;
  }
}
