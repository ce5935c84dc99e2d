package dev.strimzidr.lab.image.operator.mirror.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ConnectClientTest {
  @Test
  void aWorkerThatDoesNotAnswerIsReportedAsStrimziDoesIt() throws IOException {
    try (var connect = new ConnectClient("http://127.0.0.1:" + closedPort())) {
      assertThatThrownBy(connect::connectors)
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.reason()).isEqualTo("CompletionException"))
          .hasMessage("java.net.ConnectException");
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
