package dev.strimzidr.status;

/** Whether a resource is what its specification asks for. */
public sealed interface Readiness {

  /** It is. */
  record Ready() implements Readiness {}

  /**
   * Not yet.
   *
   * @param why what blocks it
   */
  record NotYet(String why) implements Readiness {}

  /**
   * It never will be as it stands.
   *
   * @param why what the resource says
   */
  record Never(String why) implements Readiness {}

  Ready READY = new Ready();
}
