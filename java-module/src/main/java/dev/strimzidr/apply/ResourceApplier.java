package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.status.Deletion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one resource so, or predicts it. */
final class ResourceApplier {
  private final KubeApi api;
  private final ApplyRequest request;
  private final LiveResources live;

  ResourceApplier(KubeApi api, ApplyRequest request, LiveResources live) {
    this.api = api;
    this.request = request;
    this.live = live;
  }

  Outcome make(ObjectNode desired) {
    return request.present() ? present(desired) : absent(desired);
  }

  private Outcome present(ObjectNode desired) {
    Optional<Kind> kind = kind(desired);
    if (kind.isEmpty()) {
      if (request.checkMode()) {
        return predicted(desired);
      }
      throw new ModuleFailure(
          Reason.UNKNOWN_KIND,
          "%s %s: %s does not serve %s (is its CRD installed, in this version?)"
              .formatted(
                  desired.path("kind").asText(),
                  desired.path("metadata").path("name").asText(),
                  api.address(),
                  desired.path("apiVersion").asText()));
    }
    Ref ref = Ref.to(kind.get(), desired);
    requireNamespace(ref);
    @Nullable ObjectNode before = live.find(ref).orElse(null);
    if (request.statusOnly()) {
      return status(ref, desired, before);
    }
    if (before != null && OwnedFields.alreadySo(Schemas.asKept(desired), before)) {
      return outcome(ref, Outcome.What.UNCHANGED, before, null);
    }
    ObjectNode applied;
    try {
      applied = new ServerApply(api, request).apply(ref, desired, before);
    } catch (ModuleFailure failure) {
      // The cluster lacks the namespace or the CRD, which the run itself would have made.
      if (request.checkMode() && failure.notThere()) {
        return predicted(desired);
      }
      throw failure;
    }
    if (before == null) {
      return outcome(ref, Outcome.What.CREATED, applied, ResourceDiff.of(ref, null, applied));
    }
    if (Trees.same(Trees.written(before), Trees.written(applied))) {
      return outcome(ref, Outcome.What.UNCHANGED, applied, null);
    }
    return outcome(ref, Outcome.What.CONFIGURED, applied, ResourceDiff.of(ref, before, applied));
  }

  private Outcome status(Ref ref, ObjectNode desired, @Nullable ObjectNode before) {
    if (before == null) {
      if (request.checkMode()) {
        return predicted(desired);
      }
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "%s at %s is not there, and so has no status".formatted(ref, api.address()));
    }
    ObjectNode applied =
        api.applyStatus(
            ref, desired, ApplyOptions.of(request.forceConflicts(), request.checkMode()));
    return Trees.same(before.path("status"), applied.path("status"))
        ? outcome(ref, Outcome.What.UNCHANGED, applied, null)
        : outcome(
            ref,
            Outcome.What.CONFIGURED,
            applied,
            ResourceDiff.ofStatus(ref, before.path("status"), applied.path("status")));
  }

  private Outcome absent(ObjectNode desired) {
    Optional<Kind> kind = kind(desired);
    Ref ref = Ref.to(kind.orElseGet(() -> unserved(desired)), desired);
    if (kind.isPresent()) {
      requireNamespace(ref);
    }
    @Nullable ObjectNode before = kind.isEmpty() ? null : live.find(ref).orElse(null);
    return before == null
        ? new Outcome(ref, Outcome.What.ABSENT, null, null, Optional.empty())
        : delete(ref, before);
  }

  /** Deletes what is there, or predicts it, unless it is being deleted already. */
  Outcome delete(Ref ref, ObjectNode before) {
    if (Deletion.begun(before)) {
      return outcome(ref, Outcome.What.GOING, before, null);
    }
    api.remove(ref, request.checkMode());
    return outcome(ref, Outcome.What.DELETED, before, ResourceDiff.of(ref, before, null));
  }

  private Outcome predicted(ObjectNode desired) {
    StrimziModel.check(desired);
    Ref ref = Ref.to(kind(desired).orElseGet(() -> unserved(desired)), desired);
    return new Outcome(
        ref, Outcome.What.CREATED, null, null, Optional.of(ResourceDiff.of(ref, null, desired)));
  }

  private Optional<Kind> kind(ObjectNode desired) {
    return api.kindNowOrLater(desired.path("apiVersion").asText(), desired.path("kind").asText());
  }

  private static void requireNamespace(Ref ref) {
    if (ref.kind().namespaced() && ref.namespace() == null) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          ref + " has no metadata.namespace: give it one, or set the option namespace");
    }
  }

  private static Kind unserved(ObjectNode desired) {
    String[] parts = desired.path("apiVersion").asText().split("/", 2);
    String kind = desired.path("kind").asText();
    return parts.length == 2
        ? new Kind(parts[0], parts[1], kind, kind, true)
        : new Kind("", parts[0], kind, kind, true);
  }

  private static Outcome outcome(
      Ref ref, Outcome.What what, ObjectNode resource, dev.strimzidr.module.@Nullable Diff diff) {
    return new Outcome(
        ref,
        what,
        resource.path("metadata").has("generation")
            ? resource.path("metadata").path("generation").asLong()
            : null,
        resource.path("metadata").path("resourceVersion").asText(),
        Optional.ofNullable(diff));
  }
}
