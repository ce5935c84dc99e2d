package dev.strimzidr.lab.image.operator.mirror.connect;

import dev.strimzidr.lab.image.operator.status.Refusal;

/** Connect answered with an error; worded as Strimzi words it. */
public final class ConnectFailure extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final String CLASS = "ConnectRestException";
  private static final String PACKAGE = "io.strimzi.operator.cluster.operator.assembly.";
  private final int status;
  private final String answer;

  private ConnectFailure(String reason, String message, int status, String answer) {
    super(reason, message);
    this.status = status;
    this.answer = answer;
  }

  static ConnectFailure of(String method, String path, int status, String text) {
    String answer = "%s %s returned %d (%d): %s".formatted(method, path, status, status, text);
    return new ConnectFailure(
        "CompletionException", PACKAGE + CLASS + ": " + answer, status, answer);
  }

  int status() {
    return status;
  }

  /** The same as Strimzi shows it after it has tried several times. */
  ConnectFailure lasting() {
    return new ConnectFailure(CLASS, answer, status, answer);
  }
}
