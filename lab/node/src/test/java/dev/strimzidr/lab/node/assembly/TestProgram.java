package dev.strimzidr.lab.node.assembly;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the containers of these tests run. */
public final class TestProgram {
  private TestProgram() {}

  /** Serves: answers every connection with its configuration and its environment. */
  public static final class Serve {
    private Serve() {}

    /** Runs until it is killed. */
    public static void main(String... arguments) throws IOException {
      Path root = Path.of(System.getenv("LAB_ROOT"));
      var address = InetAddress.getByName(System.getenv("LAB_POD_ADDRESS"));
      try (var listener = new ServerSocket(8080, 50, address)) {
        Files.writeString(root.resolve("tmp/ready"), "");
        while (true) {
          try (var socket = listener.accept()) {
            String peer =
                InetAddress.getAllByName("server.brokers.default.svc")[0].getHostAddress();
            String text =
                Files.readString(root.resolve("config/greeting")) + " from " + peer + "\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  /** Ends at once with exit code 3. */
  public static final class Crash {
    private Crash() {}

    /** Runs. */
    public static void main(String... arguments) {
      System.out.println("about to fail");
      System.exit(3);
    }
  }

  /** Does not end when it is asked to. */
  public static final class Stubborn {
    private Stubborn() {}

    /** Runs until it is killed. */
    public static void main(String... arguments) throws InterruptedException {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                System.out.println("asked to end");
                try {
                  Thread.sleep(600_000);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
      System.out.println("asks for more time");
      Thread.currentThread().join();
    }
  }
}
