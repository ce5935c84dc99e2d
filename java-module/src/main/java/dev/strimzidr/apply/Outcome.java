package dev.strimzidr.apply;

import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Diff;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one resource.
 *
 * @param ref which
 * @param what created, configured, unchanged, deleted or absent
 * @param generation the generation that the server gave it; null where there is none
 * @param resourceVersion where a watch goes on; null where there is none
 * @param diff what changed; empty where nothing did
 */
record Outcome(
    Ref ref,
    What what,
    @Nullable Long generation,
    @Nullable String resourceVersion,
    Optional<Diff> diff) {

  enum What {
    CREATED,
    CONFIGURED,
    UNCHANGED,
    DELETED,
    ABSENT;

    boolean gone() {
      return this == DELETED || this == ABSENT;
    }

    boolean changed() {
      return this == CREATED || this == CONFIGURED || this == DELETED;
    }
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("api_version", ref.kind().apiVersion());
    document.put("kind", ref.kind().name());
    document.put("namespace", ref.namespace());
    document.put("name", ref.name());
    document.put("outcome", what.name().toLowerCase(java.util.Locale.ROOT));
    document.put("generation", generation);
    return document;
  }
}
