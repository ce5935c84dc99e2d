package dev.strimzidr.module;

import java.util.Optional;
import java.util.function.Supplier;

/** Questions that may fail for a reason that is an answer too. */
public final class Answer {
  private Answer() {}

  /**
   * What is asked for; nothing where it is not there, or nothing of its kind can be yet.
   *
   * @throws ModuleFailure when it fails for any other reason
   */
  public static <T> Optional<T> ifThere(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (ModuleFailure failure) {
      if (failure.notThere()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * What is asked for; nothing where the account may not read it.
   *
   * @throws ModuleFailure when it fails for any other reason
   */
  public static <T> Optional<T> ifAllowed(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (ModuleFailure failure) {
      if (failure.reason() == Reason.FORBIDDEN) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
