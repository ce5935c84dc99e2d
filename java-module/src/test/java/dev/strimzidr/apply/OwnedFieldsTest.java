package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnedFieldsTest {
  private static final String DESIRED =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: s, namespace: n, labels: {app: a}}
      spec: {selector: {app: a}, ports: [{port: 1, protocol: TCP, name: x}]}
      """;

  private static final String LIVE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: s
        namespace: n
        uid: u
        labels: {app: a, theirs: t}
        managedFields:
        - manager: strimzi-dr
          operation: Apply
          apiVersion: v1
          fieldsV1:
            f:metadata: {f:labels: {f:app: {}}}
            f:spec:
              f:selector: {}
              f:ports:
                k:{"port":1,"protocol":"TCP"}: {.: {}, f:port: {}, f:protocol: {}, f:name: {}}
        - {manager: other, operation: Update, apiVersion: v1, fieldsV1: {f:metadata: {f:labels: {f:theirs: {}}}}}
      spec: {clusterIP: 10.0.0.1, selector: {app: a}, ports: [{port: 1, protocol: TCP, name: x, targetPort: 1}]}
      """;

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("what others own does not matter", DESIRED, LIVE, true),
        Arguments.of("another value", DESIRED.replace("app: a}}", "app: b}}"), LIVE, false),
        Arguments.of("another value in a list", DESIRED.replace("name: x", "name: y"), LIVE, false),
        Arguments.of(
            "one more field",
            DESIRED.replace("{selector", "{type: ClusterIP, selector"),
            LIVE,
            false),
        Arguments.of("one field less", DESIRED.replace(", labels: {app: a}", ""), LIVE, false),
        Arguments.of(
            "one item less",
            DESIRED.replace("[{port: 1, protocol: TCP, name: x}]", "[]"),
            LIVE,
            false),
        Arguments.of(
            "one item more",
            DESIRED.replace("name: x}]", "name: x}, {port: 2, protocol: TCP}]"),
            LIVE,
            false),
        Arguments.of(
            "owned as a whole, and it grew",
            DESIRED,
            LIVE.replace("selector: {app: a}", "selector: {app: a, b: c}"),
            false),
        Arguments.of("never applied by us", DESIRED, LIVE.replace("strimzi-dr", "kubectl"), false),
        Arguments.of(
            "updated, not applied, by us",
            DESIRED,
            LIVE.replace("operation: Apply", "operation: Update"),
            false),
        Arguments.of(
            "applied in another version",
            DESIRED,
            LIVE.replace(
                "operation: Apply\n    apiVersion: v1", "operation: Apply\n    apiVersion: v2"),
            false),
        Arguments.of(
            "emptied, and owned as a whole",
            DESIRED.replace("{app: a}, ports", "{}, ports"),
            LIVE,
            false),
        Arguments.of("empty, and others own what is in it", empty(DESIRED), empty(LIVE), true),
        Arguments.of(
            "empty before, and now what others own",
            DESIRED.replace("{app: a}}", "{theirs: t}}"),
            empty(LIVE).replace("{app: a, theirs: t}", "{theirs: t}"),
            false),
        Arguments.of(
            "a default of the key left out, as before",
            DESIRED.replace(", protocol: TCP", ""),
            LIVE.replace(", f:protocol: {}", ""),
            true),
        Arguments.of(
            "a default of the key left out, but given before",
            DESIRED.replace(", protocol: TCP", ""),
            LIVE,
            false),
        Arguments.of("between items of others", two(DESIRED, ""), two(LIVE, "{port: 9}, "), true),
        Arguments.of(
            "in another order",
            two(DESIRED, ""),
            two(LIVE, "")
                .replace("ports: [{port: 2, protocol: TCP}, ", "ports: [")
                .replace("targetPort: 1}]", "targetPort: 1}, {port: 2, protocol: TCP}]"),
            false),
        Arguments.of(
            "an item given twice",
            DESIRED.replace("name: x}]", "name: x}, {port: 1, protocol: TCP, name: x}]"),
            LIVE,
            false),
        Arguments.of(
            "an item that is there twice",
            DESIRED,
            LIVE.replace("targetPort: 1}]", "targetPort: 1}, {port: 1, protocol: TCP}]"),
            false));
  }

  private static String empty(String resource) {
    return resource
        .replace("labels: {app: a}", "labels: {}")
        .replace("f:labels: {f:app: {}}", "f:labels: {}");
  }

  /** With a second port before the first. */
  private static String two(String resource, String between) {
    return resource
        .replace("ports: [", "ports: [{port: 2, protocol: TCP}, " + between)
        .replace(
            "f:ports:\n",
            "f:ports:\n          k:{\"port\":2,\"protocol\":\"TCP\"}: {.: {}, f:port: {}, f:protocol: {}}\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void tellsWhetherApplyingWouldChangeNothing(
      String name, String desired, String live, boolean expected) {
    assertThat(OwnedFields.alreadySo(yaml(desired), yaml(live))).isEqualTo(expected);
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
