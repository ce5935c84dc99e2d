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
}
