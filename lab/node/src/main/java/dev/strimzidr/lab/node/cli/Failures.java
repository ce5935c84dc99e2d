package dev.strimzidr.lab.node.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** What a failed command prints: one JSON object, like the others. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult result) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("failed", true);
    answer.put("msg", message);
    Answers.print(command.getOut(), answer);
    command.getErr().println(message);
    if (failure.getCause() != null) {
      command.getErr().println("Cause: " + failure.getCause());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
