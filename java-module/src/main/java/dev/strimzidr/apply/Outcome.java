package dev.strimzidr.apply;

import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Diff;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one resource.
 *
 * @param ref which
 * @param what created, configured, unchanged, deleted, going or absent
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
    /** It is being deleted already, and only is not gone yet. */
    GOING,
    ABSENT;

    /** Whether it is on its way out, and was still there. */
    boolean leaves() {
      return this == DELETED || this == GOING;
    }

    /** Whether it is to be there. */
    boolean stays() {
      return !leaves() && this != ABSENT;
    }

    /** As it stands in a result: who deletes again what is going changes nothing. */
    String word() {
      return (this == GOING ? UNCHANGED : this).name().toLowerCase(Locale.ROOT);
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
    document.put("outcome", what.word());
    document.put("generation", generation);
    return document;
  }
}
