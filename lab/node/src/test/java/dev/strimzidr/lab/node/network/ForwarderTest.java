package dev.strimzidr.lab.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.node.fault.Cut;
import dev.strimzidr.lab.node.fault.LinkCuts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwarderTest {
  private static final String INSIDE = "127.35.1.9";
  private static final String OUTSIDE = "127.35.2.9";

  private final LinkCuts links = new LinkCuts(SiteNetwork.parse("127.35.1.0/24"));
  private final Frontend frontend = new Frontend("ns/lb", "127.35.1.8", 9094);
  private Forwarder forwarder;
  private EchoServer backend;

  @BeforeEach
  void forward() throws IOException {
    backend = new EchoServer("127.35.1.20");
    forwarder = new Forwarder(frontend, links);
    forwarder.targets(List.of(new InetSocketAddress("127.35.1.21", 1), backend.address()));
  }

  @AfterEach
  void close() throws IOException {
    forwarder.close();
    backend.close();
  }

  @Test
  void triesTheNextPodWhenOneDoesNotAnswer() throws IOException {
    for (int i = 0; i < 4; i++) {
      try (Socket client = connect(OUTSIDE)) {
        assertThat(echo(client)).isEqualTo(42);
      }
    }
  }

  @Test
  void endsTheClientsConnectionWhenThePodDies() throws IOException {
    try (Socket client = connect(OUTSIDE)) {
      assertThat(echo(client)).isEqualTo(42);
      backend.close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aDroppedLinkCarriesNothingUntilItIsMended() throws IOException {
    try (Socket client = connect(OUTSIDE);
        Socket neighbour = connect(INSIDE)) {
      assertThat(echo(client)).isEqualTo(42);
      links.set(List.of(new Cut("127.35.2.0/24", Cut.Mode.DROP)));
      forwarder.enforce();

      client.setSoTimeout(300);
      assertThatThrownBy(() -> echo(client)).isInstanceOf(SocketTimeoutException.class);
      assertThat(echo(neighbour)).isEqualTo(42);

      links.set(List.of());
      client.setSoTimeout(5000);
      assertThat(client.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void aResetLinkEndsOldConnectionsAndRefusesNewOnes() throws IOException {
    try (Socket client = connect(OUTSIDE)) {
      assertThat(echo(client)).isEqualTo(42);
      links.set(List.of(new Cut(Cut.ALL, Cut.Mode.RESET)));
      forwarder.enforce();

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      try (Socket another = connect(OUTSIDE)) {
        assertThatThrownBy(() -> echo(another)).isInstanceOf(SocketException.class);
      }
      try (Socket neighbour = connect(INSIDE)) {
        assertThat(echo(neighbour)).isEqualTo(42);
      }
    }
  }

  @Test
  void refusesToShareItsPort() {
    assertThatThrownBy(() -> new Forwarder(frontend, links))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void theAddressIsFreeAgainAsSoonAsItIsClosed() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (Socket client = connect(OUTSIDE)) {
        assertThat(echo(client)).isEqualTo(42);
      }
      forwarder.close();
      forwarder = new Forwarder(frontend, links);
      forwarder.targets(List.of(backend.address()));
    }
  }

  private Socket connect(String source) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(source, 0));
    socket.setSoTimeout(5000);
    socket.connect(frontend.socketAddress());
    return socket;
  }

  private static int echo(Socket socket) throws IOException {
    socket.getOutputStream().write(42);
    int answer = socket.getInputStream().read();
    if (answer < 0) {
      throw new SocketException("closed");
    }
    return answer;
  }

  /** Sends back what it gets. */
  private static final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    EchoServer(String address) throws IOException {
      listener = new ServerSocket(0, 50, InetAddress.getByName(address));
      Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = listener.accept();
          sockets.add(socket);
          Thread.ofVirtual().start(() -> echoAll(socket));
        }
      } catch (IOException e) {
        assertThat(listener.isClosed()).isTrue();
      }
    }

    private static void echoAll(Socket socket) {
      try (socket) {
        socket.getInputStream().transferTo(socket.getOutputStream());
      } catch (IOException e) {
        assertThat(e).isInstanceOf(SocketException.class);
      }
    }
  }
}
