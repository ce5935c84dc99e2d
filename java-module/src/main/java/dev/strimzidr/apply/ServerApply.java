package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-side apply that takes over what client-side applies have left. */
final class ServerApply {
  private final KubeApi api;
  private final ApplyOptions options;

  ServerApply(KubeApi api, ApplyRequest request) {
    this.api = api;
    this.options = ApplyOptions.of(request.forceConflicts(), request.checkMode());
  }

  /**
   * The resource as it is then, or with a dry run would be.
   *
   * @param before as it is now; null where it is not there
   */
  ObjectNode apply(Ref ref, ObjectNode desired, @Nullable ObjectNode before) {
    Optional<EarlierApply> earlier = Optional.ofNullable(before).flatMap(EarlierApply::to);
    if (earlier.isPresent() && before != null && !options.dryRun()) {
      ObjectNode unused = api.patch(ref, earlier.get().handOver(before), options);
    }
    boolean first = before != null && !EarlierApply.isOurs(before);
    ObjectNode applied = forced(ref, desired, first);
    if (earlier.isEmpty() || before == null || !options.dryRun()) {
      return applied;
    }
    // Sent once more, so that the server puts its defaults in the place of what goes.
    return api.patch(ref, earlier.get().prediction(before, applied, desired), options);
  }

  private ObjectNode forced(Ref ref, ObjectNode desired, boolean first) {
    try {
      return api.apply(ref, desired, options);
    } catch (ModuleFailure failure) {
      if (first
          && failure.reason() == Reason.CONFLICT
          && failure.state().get("managers") instanceof Collection<?> managers
          && EarlierApply.all(managers)) {
        return api.apply(ref, desired, ApplyOptions.of(true, options.dryRun()));
      }
      throw failure;
    }
  }
}
