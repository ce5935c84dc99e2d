package dev.strimzidr.inventory;

import dev.strimzidr.module.Arguments;
import java.nio.file.Path;

/** Finds what is wrong with where reports and the properties files of clients are to go. No I/O. */
final class ReportCheck {
  private static final String DIRECTORY = "report_clients_directory";

  private final Arguments variables;
  private final SiteProblems problems;

  ReportCheck(Arguments variables, SiteProblems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  void check() {
    clients();
    reports();
  }

  private void clients() {
    if (variables.optionalFlag("report_clients").orElse(false)
        && variables.optionalString(DIRECTORY).orElse("").isEmpty()) {
      problems.add(
          DIRECTORY,
          "none is given, and report_clients is true: name the folder, the files in it hold passwords");
    }
  }

  /** Where a run begins is no place to look for reports: it differs from run to run. */
  private void reports() {
    variables
        .optionalString("report_directory")
        .filter(directory -> !directory.isEmpty() && !Path.of(directory).isAbsolute())
        .ifPresent(directory ->
            problems.add(
                "report_directory",
                "given is '%s', allowed is an absolute path, or an empty one for no reports"
                    .formatted(directory)));
  }
}
