package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what a batch no longer has: of given kinds, with given labels, in one namespace. */
final class Prune {
  private final KubeApi api;
  private final PruneRequest request;

  Prune(KubeApi api, PruneRequest request) {
    this.api = api;
    this.request = request;
  }

  /**
   * Looks at the kinds before the batch is made. Those of definitions that are not known are left
   * for later: the batch may bring them.
   *
   * @throws ModuleFailure when one is of a group that the API server serves by itself, and not
   *     there, or when it lives in namespaces and none is given
   */
  void check() {
    for (PruneRequest.PrunedKind pruned : request.kinds()) {
      if (api.servesByItself(pruned.apiVersion())
          || KnownKinds.find(pruned.apiVersion(), pruned.kind()).isPresent()) {
        Optional<Kind> unused = kind(pruned);
      }
    }
  }

  /** What has to go, as it is now; also what is on its way out. */
  Map<Ref, ObjectNode> surplus(List<ObjectNode> batch) {
    Map<Ref, ObjectNode> surplus = new LinkedHashMap<>();
    Set<List<String>> done = new HashSet<>();
    for (PruneRequest.PrunedKind pruned : request.kinds()) {
      Optional<Kind> kind = kind(pruned);
      if (kind.isEmpty()) {
        continue; // the server has no such kind, and so nothing of it
      }
      if (!done.add(List.of(kind.get().group(), kind.get().name()))) {
        continue; // in another version, or given twice
      }
      String namespace = kind.get().namespaced() ? request.namespace() : null;
      Set<String> kept = names(batch, pruned);
      for (ObjectNode live : api.list(kind.get(), namespace, request.labelSelector())) {
        String name = live.path("metadata").path("name").asText();
        if (!kept.contains(name) && !owned(live.path("metadata"))) {
          surplus.put(new Ref(kind.get(), namespace, name), live);
        }
      }
    }
    return surplus;
  }

  private Optional<Kind> kind(PruneRequest.PrunedKind pruned) {
    Optional<Kind> kind = api.kindNowOrLater(pruned.apiVersion(), pruned.kind());
    if (kind.isPresent() && kind.get().namespaced() && request.namespace().isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option prune.kinds: %s lives in namespaces: say in which one with the option namespace"
              .formatted(pruned.kind()));
    }
    return kind;
  }

  private Set<String> names(List<ObjectNode> batch, PruneRequest.PrunedKind pruned) {
    return batch.stream()
        .filter(resource -> resource.path("kind").asText().equals(pruned.kind()))
        .filter(resource ->
            Kind.groupOf(resource.path("apiVersion").asText())
                .equals(Kind.groupOf(pruned.apiVersion())))
        .filter(resource -> {
          String namespace = resource.path("metadata").path("namespace").asText("");
          return namespace.isEmpty() || namespace.equals(request.namespace());
        })
        .map(resource -> resource.path("metadata").path("name").asText())
        .collect(Collectors.toSet());
  }

  /** It comes and goes with its owner. */
  private static boolean owned(JsonNode metadata) {
    return !metadata.path("ownerReferences").isEmpty();
  }
}
