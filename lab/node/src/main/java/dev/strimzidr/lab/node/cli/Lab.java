package dev.strimzidr.lab.node.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command lab/lab. */
@Command(
    name = "lab",
    description = "One site of the lab: start it, stop it, look at it, hurt it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      FaultCommand.class,
      DnsCommand.class,
      NodeProcess.class
    })
public final class Lab {
  private Lab() {}

  /** Runs a subcommand and exits with its code. */
  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Lab())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures());
  }
}
