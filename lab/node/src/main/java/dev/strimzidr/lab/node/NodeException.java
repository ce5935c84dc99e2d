package dev.strimzidr.lab.node;

/** Something that a person has to look at; the message says what failed, where, and what to do. */
public final class NodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its own explanation. */
  public NodeException(String message) {
    super(message);
  }

  /** A failure that something else caused. */
  public NodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
