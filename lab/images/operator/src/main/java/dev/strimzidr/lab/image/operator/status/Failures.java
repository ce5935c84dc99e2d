package dev.strimzidr.lab.image.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import org.slf4j.Logger;

/** Turns what went wrong into the reason and message of a condition. */
public final class Failures {
  private Failures() {}

  public static String reason(RuntimeException failure) {
    return failure instanceof Refusal refusal
        ? refusal.reason()
        : failure.getClass().getSimpleName();
  }

  public static String message(RuntimeException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getName());
  }

  /** A refusal is the user's to read and has no stack worth printing. */
  public static void log(Logger log, String kind, HasMetadata resource, RuntimeException failure) {
    String name = resource.getMetadata().getName();
    if (failure instanceof Refusal refusal) {
      log.warn("{} {}: {}: {}", kind, name, refusal.reason(), refusal.getMessage());
    } else {
      log.error("{} {} failed", kind, name, failure);
    }
  }
}
