package dev.strimzidr.server;

import dev.strimzidr.lock.Guarded;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.ModuleRunner.Answer;
import dev.strimzidr.module.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * One call: two lines come in, the class of the module and the file with its arguments; its exit
 * code, its answer and a line end go out.
 */
final class Call implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final SocketChannel caller;
  private final Run run;
  private final CountDownLatch ended = new CountDownLatch(1);

  Call(SocketChannel caller, Run run) {
    this.caller = caller;
    this.run = run;
  }

  /**
   * Runs the module. It is interrupted when the caller is gone before there is an answer: its work
   * does not outlive who asked for it, and other calls go on.
   *
   * @param goesOn what to do when it goes on although it was interrupted a while ago
   * @param code what to do with the exit code of the module
   */
  void answer(Runnable goesOn, IntConsumer code) throws IOException {
    BufferedReader lines = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
    String module = lines.readLine();
    String arguments = lines.readLine();
    if (module == null || arguments == null) {
      return; // somebody who only looked whether there is a server
    }
    Thread worker = Thread.currentThread();
    Thread.ofVirtual().start(() -> watch(worker, goesOn));
    try {
      Answer answer = ModuleRunner.answer(Optional.of(run), new Guarded(module(module)), arguments);
      code.accept(answer.code());
      write(answer);
    } finally {
      ended.countDown();
    }
  }

  private void write(Answer answer) throws IOException {
    ByteBuffer text =
        StandardCharsets.UTF_8.encode(answer.code() + answer.json() + System.lineSeparator());
    try {
      while (text.hasRemaining()) {
        caller.write(text);
      }
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt(); // nobody is there to read it
    }
  }

  private static Module module(String name) {
    try {
      return Class.forName(name).asSubclass(Module.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + " is no module", e);
    }
  }

  private void watch(Thread worker, Runnable goesOn) {
    try {
      // It has said all: what comes next is the end of the connection.
      caller.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      // the connection is broken, or closed by this side
    }
    if (ended.getCount() > 0) {
      worker.interrupt();
      try {
        if (!ended.await(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
          goesOn.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    caller.close();
  }
}
