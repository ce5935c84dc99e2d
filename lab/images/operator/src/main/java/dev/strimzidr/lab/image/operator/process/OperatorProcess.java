package dev.strimzidr.lab.image.operator.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a process ends unasked. */
public final class OperatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

  private OperatorProcess() {}

  /** Starts an operator; when that fails, the process ends and the node starts it again. */
  public static void run(Runnable operator) {
    try {
      operator.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Unable to start", e);
      fail();
    }
  }

  /** Ends the process with an error. */
  public static void fail() {
    System.exit(1);
  }
}
