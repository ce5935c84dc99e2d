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
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One call: two lines come in, the class of the module and the file with its arguments; its exit
 * code, its answer and a line end go out.
 */
final class Call implements AutoCloseable {
  private final SocketChannel caller;
  private final Run run;
  private volatile boolean answered;

  Call(SocketChannel caller, Run run) {
    this.caller = caller;
    this.run = run;
  }

  /**
   * Runs the module.
   *
   * @param left what to do when the caller is gone before there is an answer
   * @param ended what to do with the exit code of the module
   */
  void answer(Runnable left, IntConsumer ended) throws IOException {
    BufferedReader lines = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
    String module = lines.readLine();
    String arguments = lines.readLine();
    if (module == null || arguments == null) {
      return; // somebody who only looked whether there is a server
    }
    Thread.ofVirtual().start(() -> watch(left));
    Answer answer = ModuleRunner.answer(Optional.of(run), new Guarded(module(module)), arguments);
    answered = true;
    ended.accept(answer.code());
    ByteBuffer text =
        StandardCharsets.UTF_8.encode(answer.code() + answer.json() + System.lineSeparator());
    while (text.hasRemaining()) {
      caller.write(text);
    }
  }

  private static Module module(String name) {
    try {
      return Class.forName(name).asSubclass(Module.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + " is no module", e);
    }
  }

  private void watch(Runnable left) {
    try {
      // It has said all: what comes next is the end of the connection.
      caller.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      // the connection is broken, or closed by this side
    }
    if (!answered) {
      left.run();
    }
  }

  @Override
  public void close() throws IOException {
    caller.close();
  }
}
