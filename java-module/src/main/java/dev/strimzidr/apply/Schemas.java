package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KnownKinds;

/** The schemas of a CustomResourceDefinition. */
final class Schemas {
  private Schemas() {}

  /**
   * A definition as the API server keeps it: an object without properties has none, instead of an
   * empty map of them ({@code omitempty} of JSONSchemaProps in k8s.io/apiextensions-apiserver).
   * Other kinds are left as they are.
   */
  static ObjectNode asKept(ObjectNode resource) {
    if (!resource.path("kind").asText().equals(KnownKinds.CRD.name())
        || !Kind.groupOf(resource.path("apiVersion").asText()).equals(KnownKinds.CRD.group())) {
      return resource;
    }
    ObjectNode kept = resource.deepCopy();
    for (JsonNode version : kept.path("spec").path("versions")) {
      schema(version.path("schema").path("openAPIV3Schema"));
    }
    return kept;
  }

  private static void schema(JsonNode node) {
    if (!(node instanceof ObjectNode schema)) {
      return;
    }
    JsonNode properties = schema.path("properties");
    if (properties.isObject() && properties.isEmpty()) {
      schema.remove("properties");
    }
    properties.forEach(Schemas::schema);
    schema(schema.path("items"));
    schema(schema.path("additionalProperties"));
  }
}
