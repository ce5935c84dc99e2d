package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

class OwnedPartTest {
  /** managedFields sort the items of a list; applied in that order they would change places. */
  @Test
  void hasTheItemsOfAListInTheirOrderAndThoseThatAreReplacedAsAWholeComplete()
      throws JsonProcessingException {
    ObjectNode live =
        yaml(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: p
              namespace: n
              managedFields:
              - manager: strimzi-dr
                operation: Apply
                fieldsV1:
                  f:metadata: {f:finalizers: {'v:"a"': {}, 'v:"b"': {}}}
                  f:spec:
                    f:initContainers:
                      'k:{"name":"first"}': {.: {}, f:name: {}}
                      'k:{"name":"second"}': {.: {}, f:name: {}}
                    f:imagePullSecrets: {'k:{"name":"x"}': {}}
              finalizers: [b, theirs, a]
            spec:
              initContainers: [{name: second, image: i}, {name: theirs}, {name: first}]
              imagePullSecrets: [{name: theirs}, {name: x}]
            """);

    assertThat(OwnedPart.of(live))
        .isEqualTo(
            yaml(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: n, finalizers: [b, a]}
                spec:
                  initContainers: [{name: second}, {name: first}]
                  imagePullSecrets: [{name: x}]
                """));
  }

  private static ObjectNode yaml(String text) throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(text);
  }
}
