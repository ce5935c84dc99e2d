package dev.strimzidr.server;

import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Run;
import dev.strimzidr.module.RunLog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Security;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the module calls of one run of a playbook, each in a thread of its own, so that they do
 * not each start a JVM that has everything to learn anew. It ends with the run. A call whose caller
 * is gone is interrupted, and where it goes on all the same the JVM ends: a module's work does not
 * outlive who asked for it. Its exit code is that of the last call: a run that a failure has
 * stopped is no example of what others need.
 */
public final class ModuleServer {
  // ProcessHandle.onExit looks every five seconds only, when the process is no child.
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Path socket;
  private final RunProcess process;
  private final Run run;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile int lastCode;

  private ModuleServer(Path socket, RunProcess process) {
    this.socket = socket;
    this.process = process;
    this.run = new Run(process::going);
  }

  /**
   * Serves until the run has ended.
   *
   * @param arguments the path of the socket, and the process of the run; "ready" is printed as soon
   *     as it can be asked
   */
  public static void main(String... arguments) throws IOException {
    // A name that is moved to another site is asked for again, as each JVM of its own would.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    PrintStream out = System.out;
    System.setOut(System.err);
    RunLog.ofThisJvm().removeOld(InstantSource.system());
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(arguments[1]))
            .orElseThrow(() -> new IllegalStateException("the run has ended"));
    new ModuleServer(Path.of(arguments[0]), new RunProcess(process)).serve(out);
  }

  private void serve(PrintStream out) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Who finds the socket under its name can connect to it.
      Path early = socket.resolveSibling(socket.getFileName() + ".early");
      Files.deleteIfExists(early);
      server.bind(UnixDomainSocketAddress.of(early));
      Files.move(early, socket, StandardCopyOption.ATOMIC_MOVE);
      Thread.ofPlatform().name("run").start(this::endWithRun);
      out.println("ready");
      out.close();
      while (true) {
        SocketChannel caller = server.accept();
        Thread.ofPlatform().name("call").start(() -> answer(caller));
      }
    }
  }

  private void answer(SocketChannel caller) {
    try (Call call = new Call(caller, run)) {
      calls.add(call);
      try {
        call.answer(this::cutOff, code -> lastCode = code);
      } finally {
        calls.remove(call);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endWithRun() {
    while (!process.ended()) {
      Pause.take(BETWEEN_LOOKS);
    }
    if (!calls.isEmpty()) {
      cutOff();
    }
    remove();
    System.exit(lastCode);
  }

  /** Ends what is under way, as it ends where a module's own process is killed. */
  private void cutOff() {
    try {
      remove();
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
