package dev.strimzidr.server;

import dev.strimzidr.module.Module;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A server in a process of its own, for a run that is another process. */
record Server(Path socket, Process run, Process process) implements AutoCloseable {
  static List<String> java(Class<?> main) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            main.getName()));
  }

  static Server start(Path folder) throws IOException {
    // It ends when its standard input does.
    Process run = new ProcessBuilder("cat").start();
    return start(folder, run, run.pid(), folder.resolve("run-0.log"));
  }

  /** With a log in this file, as the launcher makes it. */
  static Server start(Path folder, Path log) throws IOException {
    Process run = new ProcessBuilder("cat").start();
    return start(folder, run, run.pid(), log);
  }

  /** For a run that is no child of this process. */
  static Server start(Path folder, long run) throws IOException {
    return start(folder, new ProcessBuilder("cat").start(), run, folder.resolve("run-0.log"));
  }

  private static Server start(Path folder, Process run, long served, Path log) throws IOException {
    Path socket = folder.resolve("socket");
    Files.deleteIfExists(socket);
    List<String> java = java(ModuleServer.class);
    java.add(1, "-Dstrimzi-dr.log=" + log);
    ProcessBuilder server = new ProcessBuilder(java).redirectError(ProcessBuilder.Redirect.DISCARD);
    server.command().addAll(List.of(socket.toString(), Long.toString(served)));
    Process process = server.start();
    String said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new AssertionError("the server says " + said);
    }
    return new Server(socket, run, process);
  }

  /** A connection that has asked for the module. */
  SocketChannel ask(String arguments) throws IOException {
    return ask(WaitingModule.class, arguments);
  }

  SocketChannel ask(Class<? extends Module> module, String arguments) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    channel.write(StandardCharsets.UTF_8.encode("%s%n%s%n".formatted(module.getName(), arguments)));
    return channel;
  }

  static String answer(SocketChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
  }

  void awaitEnded() {
    Awaitility.await("the end of the server").until(() -> !process.isAlive());
  }

  @Override
  public void close() {
    run.destroyForcibly();
    process.destroyForcibly();
  }
}
