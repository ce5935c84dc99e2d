package dev.strimzidr.lab.controlplane;

/** A control plane could not be started or stopped; the message says what to look at or change. */
public final class ControlPlaneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its own explanation. */
  public ControlPlaneException(String message) {
    super(message);
  }

  /** A failure that something else caused. */
  public ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
