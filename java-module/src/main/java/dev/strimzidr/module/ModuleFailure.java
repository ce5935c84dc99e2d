package dev.strimzidr.module;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The module cannot do what it was asked. The message is for the operator: what failed, where, why,
 * and what to do. Throw it with the last state seen when there is one; never put a secret value
 * into either.
 */
public final class ModuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String message;
  private final transient Map<String, ?> state;

  public ModuleFailure(Reason reason, String message) {
    this(reason, message, Map.of(), null);
  }

  public ModuleFailure(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, Map.of(), cause);
  }

  public ModuleFailure(
      Reason reason, String message, Map<String, ?> state, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.message = message;
    this.state = state;
  }

  /** What a task ended with that ran in another thread; an error that is none of it goes on. */
  public static ModuleFailure of(ExecutionException end) {
    return switch (end.getCause()) {
      case ModuleFailure failure -> failure;
      case Error error -> throw error;
      case null, default ->
          new ModuleFailure(Reason.INTERNAL, "A fault in the module: " + end.getCause(), end);
    };
  }

  public Reason reason() {
    return reason;
  }

  /** What the operator reads. */
  public String message() {
    return message;
  }

  /** What else the result carries, such as the last state seen. */
  public Map<String, ?> state() {
    return state;
  }

  /** Whether what was asked for is not there, or nothing of its kind can be yet. */
  public boolean notThere() {
    return reason == Reason.NOT_FOUND || reason == Reason.UNKNOWN_KIND;
  }

  /** The same failure, of which the result carries more. */
  public ModuleFailure with(Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(more);
    all.putAll(state);
    return new ModuleFailure(reason, message, all, this);
  }

  /** The same failure said about something: the message gets the words in front. */
  public ModuleFailure about(String what) {
    return new ModuleFailure(reason, what + ": " + message, state, this);
  }
}
