package dev.strimzidr.lab.image.operator.status;

import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.common.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Conditions as Strimzi words them. */
public record Conditions(Clock clock) {

  public Condition ready() {
    return condition("Ready", "True").build();
  }

  /** A failure the way cluster and user operator report it. */
  public Condition notReady(String reason, String message) {
    return condition("NotReady", "True").withReason(reason).withMessage(message).build();
  }

  /** A failure the way the topic operator reports it. */
  public Condition readyFalse(String reason, String message) {
    return condition("Ready", "False").withReason(reason).withMessage(message).build();
  }

  public Condition warning(String reason, String message) {
    return condition("Warning", "True").withReason(reason).withMessage(message).build();
  }

  public Condition paused() {
    return condition("ReconciliationPaused", "True").build();
  }

  public Condition unmanaged() {
    return condition("Unmanaged", "True").build();
  }

  private ConditionBuilder condition(String type, String status) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withLastTransitionTime(clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
  }
}
