package dev.strimzidr.lab.image.operator.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** Which updates of a resource call for a reconciliation. */
public final class Changes {
  private Changes() {}

  /** A new status alone does not. */
  public static boolean matter(HasMetadata after, HasMetadata before) {
    var now = after.getMetadata();
    var then = before.getMetadata();
    return !Objects.equals(now.getGeneration(), then.getGeneration())
        || !Objects.equals(now.getLabels(), then.getLabels())
        || !Objects.equals(now.getAnnotations(), then.getAnnotations())
        || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp());
  }
}
