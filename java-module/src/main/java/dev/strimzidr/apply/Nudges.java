package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Makes an operator look again at what it does not watch. Strimzi asks Connect for the state of
 * connectors when the resource changes, right after its command and so mostly too early, and then
 * only every two minutes; of a Secret that it has not made it knows nothing in between. An
 * annotation that means nothing is a change.
 */
public final class Nudges {
  /** The time of the last nudge. */
  static final String ANNOTATION = "strimzi-dr/look-again";

  /**
   * In a planned move clients wait until a mirror is seen stopped, which takes it a second or two.
   */
  private static final Duration FIRST = Duration.ofMillis(250);

  private static final Duration RAREST = Duration.ofSeconds(15);

  private final KubeApi api;
  private final Clock clock;
  private Duration pause = FIRST;

  public Nudges(KubeApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** How long nothing may happen before the next nudge: each time half as long again. */
  Duration within(Duration left) {
    return Pause.shorter(pause, left);
  }

  /** Nudges the operators of these resources. */
  public void give(List<Ref> refs) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .putObject("annotations")
        .put(ANNOTATION, clock.instant().toString());
    for (Ref ref : refs) {
      try {
        ObjectNode unused = api.merge(ref, patch, ApplyOptions.of(false, false));
      } catch (ModuleFailure failure) {
        if (failure.reason() != Reason.NOT_FOUND) { // else the watch is about to say so
          throw failure;
        }
      }
    }
    Duration longer = pause.plus(pause.dividedBy(2));
    pause = Pause.shorter(longer, RAREST);
  }
}
