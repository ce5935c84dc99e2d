package dev.strimzidr.status;

/** Whether a resource is what its specification asks for. */
public sealed interface Readiness {

  /** It is. */
  record Ready() implements Readiness {}

  /**
   * Not yet.
   *
   * @param why what blocks it
   * @param unseen whether it may be ready by now without its status saying so: the operator has
   *     served the specification, and looks at the rest when something makes it look
   */
  record NotYet(String why, boolean unseen) implements Readiness {

    public NotYet(String why) {
      this(why, false);
    }
  }

  /**
   * It never will be as it stands.
   *
   * @param why what the resource says
   */
  record Never(String why) implements Readiness {}

  Ready READY = new Ready();
}
