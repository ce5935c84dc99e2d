package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Which resource.
 *
 * @param kind its kind
 * @param namespace its namespace; null for a resource without one
 * @param name its name
 */
public record Ref(Kind kind, @Nullable String namespace, String name) {

  /** Points at a resource whose kind is known. */
  public static Ref to(Kind kind, JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    String namespace = metadata.path("namespace").asText("");
    return new Ref(
        kind,
        kind.namespaced() && !namespace.isEmpty() ? namespace : null,
        metadata.path("name").asText());
  }

  /** The path of the resource. */
  public String path() {
    return kind.path(namespace) + "/" + name;
  }

  @Override
  public String toString() {
    return kind.name() + " " + (namespace == null ? name : namespace + "/" + name);
  }
}
