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
  private static final String CLUSTER = "strimzi.io/cluster";

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
    boolean first = before != null && !ApplyOptions.appliedByUs(before);
    if (before != null && first) {
      requireOurCluster(ref, desired, before);
    }
    Optional<EarlierApply> earlier = Optional.ofNullable(before).flatMap(EarlierApply::to);
    if (earlier.isPresent() && before != null && !options.dryRun()) {
      ObjectNode unused = api.patch(ref, earlier.get().handOver(before), options);
    }
    ObjectNode applied = forced(ref, desired, first);
    if (earlier.isEmpty() || before == null || !options.dryRun()) {
      return applied;
    }
    // Sent once more, so that the server puts its defaults in the place of what goes.
    return api.patch(ref, earlier.get().prediction(before, applied), options);
  }

  /** What belongs to another Kafka cluster of the namespace is not drawn over to this one. */
  private static void requireOurCluster(Ref ref, ObjectNode desired, ObjectNode before) {
    String wanted = cluster(desired);
    String there = cluster(before);
    if (!wanted.isEmpty() && !there.isEmpty() && !wanted.equals(there)) {
      throw new ModuleFailure(
          Reason.CONFLICT,
          "%s is there and belongs to the Kafka cluster %s by its label %s; it was not changed to belong to %s. Give one of them another name, or remove it"
              .formatted(ref, there, CLUSTER, wanted));
    }
  }

  private static String cluster(ObjectNode resource) {
    return resource.path("metadata").path("labels").path(CLUSTER).asText("");
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
