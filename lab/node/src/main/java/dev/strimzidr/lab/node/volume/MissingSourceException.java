package dev.strimzidr.lab.node.volume;

/** A volume or variable names something that is not there yet; the message is for an Event. */
public final class MissingSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is missing. */
  public MissingSourceException(String message) {
    super(message);
  }
}
