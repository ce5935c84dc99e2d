package dev.strimzidr.status;

import java.time.Instant;
import java.util.Optional;

/** Whether a resource is what its specification asks for. */
public sealed interface Readiness {

  /**
   * Whether it may be ready by now without its status saying so: the operator has served the
   * specification, and looks at the rest when something makes it look.
   */
  boolean unseen();

  /** What keeps it from being so; empty where nothing does. */
  String why();

  /** It is. */
  record Ready() implements Readiness {

    @Override
    public String why() {
      return "";
    }

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
   * A part of it has failed. What was seen may be older than what mends it.
   *
   * @param why which part, and why
   * @param cure what to do
   * @param mends from when on a restart may mend it, without anybody; nothing when none will
   */
  record Failing(String why, String cure, Optional<Instant> mends) implements Readiness {

    @Override
    public boolean unseen() {
      return true;
    }

    /** Whether there is nothing to wait for until then. */
    public boolean endsWait(Instant deadline) {
      return mends.filter(restart -> restart.isBefore(deadline)).isEmpty();
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
