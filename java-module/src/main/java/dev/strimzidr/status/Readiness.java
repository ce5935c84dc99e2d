package dev.strimzidr.status;

/** Whether a resource is what its specification asks for. */
public sealed interface Readiness {

  /**
   * Whether it may be ready by now without its status saying so: the operator has served the
   * specification, and looks at the rest when something makes it look.
   */
  boolean unseen();

  /** It is. */
  record Ready() implements Readiness {

    @Override
    public boolean unseen() {
      return false;
    }
  }

  /**
   * Not yet.
   *
   * @param why what blocks it
   * @param unseen as {@link Readiness#unseen}
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
  record Never(String why) implements Readiness {

    @Override
    public boolean unseen() {
      return false;
    }
  }

  Ready READY = new Ready();
}
