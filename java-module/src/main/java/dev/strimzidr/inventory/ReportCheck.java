package dev.strimzidr.inventory;

import dev.strimzidr.module.Arguments;

/** Finds what is wrong with where the properties files of clients are to go. No I/O. */
final class ReportCheck {
  private static final String DIRECTORY = "report_clients_directory";

  private final Arguments variables;
  private final SiteProblems problems;

  ReportCheck(Arguments variables, SiteProblems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  void check() {
    if (variables.optionalFlag("report_clients").orElse(false)
        && variables.optionalString(DIRECTORY).orElse("").isEmpty()) {
      problems.add(
          DIRECTORY,
          "none is given, and report_clients is true: name the folder, the files in it hold passwords");
    }
  }
}
