package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: object, properties: {}} | {type: object}",
        "{properties: {a: {properties: {}}}} | {properties: {a: {}}}",
        "{items: {properties: {}}, additionalProperties: {properties: {}}} | {items: {}, additionalProperties: {}}",
        // A property of that name is not the map of properties.
        "{properties: {properties: {}}} | {properties: {properties: {}}}",
        "{properties: {a: {type: string}}} | {properties: {a: {type: string}}}",
      })
  void anObjectWithoutPropertiesHasNoMapOfThem(String given, String kept) {
    assertThat(Schemas.asKept(definition(given))).isEqualTo(definition(kept));
  }

  @Test
  void otherKindsAreLeftAsTheyAre() {
    String pod = "{kind: Pod, spec: {versions: [{schema: {openAPIV3Schema: {properties: {}}}}]}}";

    assertThat(Schemas.asKept(yaml(pod))).isEqualTo(yaml(pod));
    ObjectNode otherGroup = definition("{properties: {}}").put("apiVersion", "other.example/v1");
    assertThat(Schemas.asKept(otherGroup)).isEqualTo(otherGroup);
  }

  private static ObjectNode definition(String schema) {
    return yaml(
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, spec: {versions: [{schema: {openAPIV3Schema: %s}}]}}"
            .formatted(schema));
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
