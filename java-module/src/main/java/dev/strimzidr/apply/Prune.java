package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
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

  /** What has to go, as it is now; also what is on its way out. */
  Map<Ref, ObjectNode> surplus(List<ObjectNode> batch) {
    Map<Ref, ObjectNode> surplus = new LinkedHashMap<>();
    for (PruneRequest.PrunedKind pruned : request.kinds()) {
      Optional<Kind> kind = api.kind(pruned.apiVersion(), pruned.kind());
      if (kind.isEmpty()) {
        continue; // the server has no such kind, and so nothing of it
      }
      if (kind.get().namespaced() && request.namespace().isEmpty()) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option prune.kinds: %s lives in namespaces: say in which one with the option namespace"
                .formatted(pruned.kind()));
      }
      Set<String> kept = names(batch, pruned);
      String namespace = kind.get().namespaced() ? request.namespace() : null;
      for (ObjectNode live : api.list(kind.get(), namespace, request.labelSelector())) {
        String name = live.path("metadata").path("name").asText();
        if (!kept.contains(name) && !owned(live.path("metadata"))) {
          surplus.put(new Ref(kind.get(), namespace, name), live);
        }
      }
    }
    return surplus;
  }

  private Set<String> names(List<ObjectNode> batch, PruneRequest.PrunedKind pruned) {
    return batch.stream()
        .filter(resource -> resource.path("kind").asText().equals(pruned.kind()))
        .filter(resource ->
            group(resource.path("apiVersion").asText()).equals(group(pruned.apiVersion())))
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

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
