package dev.strimzidr.lab.node.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One forwarded connection: what comes in at one side goes out at the other. */
final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int BUFFER = 16 * 1024;

  private final Socket client;
  private final Socket server;
  private final Link link;

  Relay(Socket client, Socket server, Link link) {
    this.client = client;
    this.server = server;
    this.link = link;
  }

  InetAddress source() {
    return client.getInetAddress();
  }

  /** Returns when both directions have ended. */
  void run() throws InterruptedException {
    Thread back = Thread.ofVirtual().start(() -> copy(server, client));
    copy(client, server);
    back.join();
    close();
  }

  /** The client sees a reset, as when a firewall refuses. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      LOG.debug("{} was closed already", client, e);
    }
    close();
  }

  void close() {
    Sockets.close(client);
    Sockets.close(server);
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        pass();
        out.write(buffer, 0, n);
      }
      pass();
      to.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("{} to {} ended", from, to, e);
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private void pass() throws IOException, InterruptedException {
    switch (link.from(source())) {
      case OPEN -> {}
      case BLACK_HOLE -> link.awaitChange(source());
      case RESET -> throw new IOException("cut");
    }
  }
}
