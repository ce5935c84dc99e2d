package dev.strimzidr.server;

import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Run;
import dev.strimzidr.module.Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Says that it has begun, waits until it may go on, and answers. */
public final class WaitingModule implements Module {
  public static void main(String... arguments) {
    ModuleRunner.main(new WaitingModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return new ArgumentSpec(
        Option.string("begun").must(),
        Option.string("go_on").must(),
        Option.flag("fail", false),
        Option.flag("stubborn", false),
        Option.string("word").hidden(),
        Option.of("any", Type.RAW));
  }

  private static void pause(Arguments arguments) {
    try {
      Pause.take(Duration.ofMillis(10));
    } catch (ModuleFailure failure) {
      if (!arguments.flag("stubborn")) {
        note(arguments.string("begun") + ".interrupted");
        throw failure;
      }
      boolean unused = Thread.interrupted();
    }
  }

  private static void note(String file) {
    try {
      Files.createFile(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    System.out.println("chatter of a library");
    note(arguments.string("begun"));
    while (!Files.exists(Path.of(arguments.string("go_on")))) {
      pause(arguments);
    }
    if (arguments.flag("fail")) {
      throw new ModuleFailure(Reason.TIMEOUT, "not ready");
    }
    return Result.unchanged(
        Map.of(
            "begun", arguments.string("begun"),
            "run", invocation.run().map(Run::id).orElse("none"),
            "jvm", ProcessHandle.current().pid()));
  }
}
