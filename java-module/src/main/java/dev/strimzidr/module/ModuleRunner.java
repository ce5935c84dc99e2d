package dev.strimzidr.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The one place that reads the arguments, prints the answer and decides the exit code. */
public final class ModuleRunner {
  // The same words as in setup/jbang/out-of-memory.json, which answers for other threads.
  private static final String OUT_OF_MEMORY =
      "{\"failed\":true,\"reason\":\"out_of_memory\",\"msg\":\"The module ran out of memory. Give its"
          + " JVM more, for instance JAVA_TOOL_OPTIONS=-Xmx1g, or give it fewer resources at a time;"
          + " then run it again.\"}";

  private ModuleRunner() {}

  /**
   * What a module answers.
   *
   * @param code the exit code: 0, or 1 when the module failed
   * @param json one JSON object, whatever happens
   */
  public record Answer(int code, String json) {}

  /**
   * Runs the module with the file that Ansible names, and prints one JSON object, whatever happens.
   * All else that is printed goes to standard error.
   *
   * @return the exit code
   */
  public static int run(Module module, String... arguments) {
    return run(Optional.empty(), module, arguments);
  }

  /** The same for a run whose modules this JVM answers. */
  public static int run(Optional<Run> run, Module module, String... arguments) {
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      Answer answer = answer(run, module, arguments);
      out.println(answer.json());
      return answer.code();
    } finally {
      out.flush();
    }
  }

  /** Runs the module with the file that Ansible names. */
  public static Answer answer(Optional<Run> run, Module module, String... arguments) {
    try {
      Warnings warnings = new Warnings();
      Result result = result(run, module, warnings, arguments);
      return new Answer(
          result instanceof Result.Success ? 0 : 1, ResultWriter.json(result, warnings.all()));
    } catch (OutOfMemoryError e) {
      return new Answer(1, OUT_OF_MEMORY);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result that is not JSON", e);
    }
  }

  @SuppressWarnings("SystemExitOutsideMain") // it is called by a main that is one line
  public static void main(Module module, String... arguments) {
    System.exit(run(module, arguments));
  }

  private static Result result(
      Optional<Run> run, Module module, Warnings warnings, String... arguments) {
    Map<String, Object> given = Map.of();
    Background background = Background.open();
    try {
      given = read(arguments);
      Invocation invocation =
          new Invocation(
              Boolean.TRUE.equals(given.get("_ansible_check_mode")),
              Boolean.TRUE.equals(given.get("_ansible_diff")),
              run);
      return module.run(
          ArgumentParser.parse(module.spec(), given, System::getenv, warnings), invocation);
    } catch (ModuleFailure failure) {
      return failure.reason() == Reason.INTERNAL
          ? fault(failure.message(), module, given, failure.state(), failure)
          : new Result.Failure(failure.reason(), failure.message(), failure.state());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return fault("A fault in the module, please report it: " + e, module, given, Map.of(), e);
    } finally {
      background.close();
    }
  }

  private static Result fault(
      String message, Module module, Map<String, ?> given, Map<String, ?> state, Throwable fault) {
    String trace =
        RunLog.ofThisJvm().add(RunLog.call(module, given), fault, InstantSource.system());
    return new Result.Failure(Reason.INTERNAL, "%s (%s)".formatted(message, trace), state);
  }

  private static Map<String, Object> read(String... arguments) {
    if (arguments.length != 1) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "The module takes one argument, the file with its options as JSON: it is called by Ansible.");
    }
    try {
      String json = Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8);
      return new ObjectMapper().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, arguments[0] + " is not a JSON object", e);
    } catch (IOException e) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, "cannot read " + arguments[0] + ": " + e, e);
    }
  }
}
