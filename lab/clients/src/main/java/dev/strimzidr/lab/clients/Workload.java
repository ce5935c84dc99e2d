package dev.strimzidr.lab.clients;

import java.security.Security;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command lab/workload. */
@Command(
    name = "workload",
    description =
        "Clients that write and read while a move happens, and an account of every record.",
    mixinStandardHelpOptions = true,
    subcommands = {RunCommand.class, AccountCommand.class, GroupsCommand.class})
public final class Workload {
  private Workload() {}

  /** Runs a subcommand and exits with its code. */
  public static void main(String... arguments) {
    // Before the first look-up: a client that is built anew has to see where the name leads now.
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Workload())
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
          command.getErr().flush();
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
