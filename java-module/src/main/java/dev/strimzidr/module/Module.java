package dev.strimzidr.module;

/** One Ansible module. */
public interface Module {

  /** What it accepts. */
  ArgumentSpec spec();

  /**
   * Does it.
   *
   * @throws ModuleFailure when it cannot
   */
  Result run(Arguments arguments, Invocation invocation);

  /**
   * Whether it is refused in a run that has lost the lock. All are but the one that holds the lock,
   * which judges for itself: what is left is to be released.
   */
  default boolean needsLock() {
    return true;
  }
}
