package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the server has of a batch. Where a batch has many of one kind in one namespace they come
 * from one list; others are asked for one by one.
 */
final class LiveResources {
  /** From how many of one kind on a list is made; a list of a few may hold thousands of others. */
  private static final int MANY = 10;

  private record Collection(Kind kind, String namespace) {}

  private final KubeApi api;
  private final Map<Collection, Map<String, ObjectNode>> lists = new HashMap<>();

  private LiveResources(KubeApi api) {
    this.api = api;
  }

  /** Makes the lists. */
  static LiveResources of(KubeApi api, List<ObjectNode> batch) {
    LiveResources live = new LiveResources(api);
    Map<Collection, Set<String>> wanted = new HashMap<>();
    for (ObjectNode resource : batch) {
      String namespace = resource.path("metadata").path("namespace").asText("");
      api.kind(resource.path("apiVersion").asText(), resource.path("kind").asText())
          .filter(kind -> kind.namespaced() && !namespace.isEmpty())
          .ifPresent(kind ->
              wanted
                  .computeIfAbsent(new Collection(kind, namespace), c -> new HashSet<>())
                  .add(resource.path("metadata").path("name").asText()));
    }
    wanted.forEach((collection, names) -> {
      if (names.size() >= MANY) {
        live.list(collection, names);
      }
    });
    return live;
  }

  /** The resource as it is; nothing where it is not there. */
  Optional<ObjectNode> find(Ref ref) {
    String namespace = ref.namespace();
    Map<String, ObjectNode> list =
        namespace == null ? null : lists.get(new Collection(ref.kind(), namespace));
    return list == null ? api.find(ref) : Optional.ofNullable(list.get(ref.name()));
  }

  private void list(Collection collection, Set<String> names) {
    try {
      api.among(collection.kind(), collection.namespace(), names)
          .ifPresent(found -> lists.put(collection, found));
    } catch (ModuleFailure failure) {
      // An account may read each without being allowed to list; a kind may not be served yet.
      if (failure.reason() != Reason.FORBIDDEN
          && failure.reason() != Reason.NOT_FOUND
          && failure.reason() != Reason.UNKNOWN_KIND) {
        throw failure;
      }
    }
  }
}
