package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  /** The path of the resource. Names of roles may hold any character but those that end it. */
  public String path() {
    String segment = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return kind.path(namespace) + "/" + segment;
  }

  /** A resource that says what it is, and nothing more. */
  public ObjectNode resource() {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
    ObjectNode metadata = resource.putObject("metadata").put("name", name);
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    return resource;
  }

  @Override
  public String toString() {
    return kind.name() + " " + (namespace == null ? name : namespace + "/" + name);
  }
}
