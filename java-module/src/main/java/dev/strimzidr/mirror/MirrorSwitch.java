package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import java.util.List;
import java.util.Optional;

/** Tells connectors of a mirror to run, or to stop. */
final class MirrorSwitch {
  static final String STOPPED = "stopped";

  private MirrorSwitch() {}

  /**
   * What was told.
   *
   * @param changed whether they were told anything else before
   * @param withdrawn what was asked of their offsets and never done
   */
  record Told(boolean changed, Optional<String> withdrawn) {
    boolean anything() {
      return changed || withdrawn.isPresent();
    }
  }

  /**
   * Tells them; nobody waits until it is so.
   *
   * @param live the mirror as it is
   * @param connectors which of {@link MirrorSpec#CONNECTORS}
   * @param state {@code running} or {@code stopped}
   */
  static Told tell(
      KubeApi api,
      Ref ref,
      ObjectNode live,
      List<String> connectors,
      String state,
      boolean dryRun) {
    boolean changed = !MirrorSpec.isIn(live, connectors, state);
    // What was asked for and never done would be done as soon as the connector is stopped.
    Optional<String> withdrawn =
        state.equals(STOPPED) && changed ? OffsetsRequest.pending(live) : Optional.empty();
    if (withdrawn.isPresent() && !dryRun) {
      OffsetsRequest.withdraw(api, ref);
    }
    if (changed) {
      ObjectNode unused =
          api.apply(ref, MirrorSpec.in(live, connectors, state), ApplyOptions.of(true, dryRun));
    }
    return new Told(changed, withdrawn);
  }
}
