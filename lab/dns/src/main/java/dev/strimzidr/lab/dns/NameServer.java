package dev.strimzidr.lab.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one address, by UDP and TCP. */
final class NameServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
  private static final int BACKLOG = 50;
  private static final int UDP_ROOM = 512;
  private static final int LARGEST = 65535;
  private static final int IDLE_MILLIS = 10_000;

  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final Responder responder;
  private final List<Thread> listeners = new ArrayList<>();

  private NameServer(DatagramSocket datagrams, ServerSocket connections, Responder responder) {
    this.datagrams = datagrams;
    this.connections = connections;
    this.responder = responder;
  }

  /**
   * Starts to listen; when this returns, both protocols are answered.
   *
   * @throws IOException when the address is taken or is not this machine's
   */
  static NameServer start(InetAddress address, int port, Responder responder) throws IOException {
    var datagrams = new DatagramSocket(new InetSocketAddress(address, port));
    try {
      var connections = new ServerSocket(port, BACKLOG, address);
      var server = new NameServer(datagrams, connections, responder);
      server.listeners.add(Thread.ofPlatform().name("udp").start(server::answerDatagrams));
      server.listeners.add(Thread.ofPlatform().name("tcp").start(server::acceptConnections));
      return server;
    } catch (IOException e) {
      datagrams.close();
      throw e;
    }
  }

  /** Where it listens. */
  SocketAddress address() {
    return datagrams.getLocalSocketAddress();
  }

  /** When this returns, the port is free: a thread that waits at a socket keeps it for a moment. */
  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
    try {
      for (Thread listener : listeners) {
        listener.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerDatagrams() {
    byte[] buffer = new byte[LARGEST];
    while (!datagrams.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        datagrams.receive(packet);
        Optional<byte[]> response =
            respond(Arrays.copyOf(packet.getData(), packet.getLength()), UDP_ROOM);
        if (response.isPresent()) {
          byte[] bytes = response.get();
          datagrams.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        LOG.debug("A datagram was not answered", e);
      }
    }
  }

  private void acceptConnections() {
    while (!connections.isClosed()) {
      try {
        Socket connection = connections.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        LOG.debug("A connection was not accepted", e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        var in = new DataInputStream(connection.getInputStream());
        var out = new DataOutputStream(connection.getOutputStream())) {
      connection.setSoTimeout(IDLE_MILLIS);
      while (true) {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        Optional<byte[]> response = respond(bytes, LARGEST);
        if (response.isEmpty()) {
          return;
        }
        byte[] framed = new byte[response.get().length + 2];
        framed[0] = (byte) (response.get().length >> 8);
        framed[1] = (byte) response.get().length;
        System.arraycopy(response.get(), 0, framed, 2, response.get().length);
        out.write(framed);
      }
    } catch (EOFException e) {
      LOG.trace("A client has closed its connection", e);
    } catch (IOException e) {
      LOG.debug("A connection ended", e);
    }
  }

  /** One bad request must not end the server. */
  private Optional<byte[]> respond(byte[] bytes, int room) {
    try {
      return responder.respond(bytes, room);
    } catch (RuntimeException e) {
      LOG.warn("A request was not answered", e);
      return Optional.empty();
    }
  }
}
