package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that are wrong, or right in a way that few write, against a real API server. */
class UnusualInputTest {
  private static final String MAP =
      "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"%s\"}}";

  @TempDir Path folder;

  @BeforeAll
  static void makeNamespaceAndKinds() {
    RealApi.kubectl("create", "namespace", "unusual");
    JsonNode answer =
        apply(
            Map.of(
                "resources",
                DEFINITION.formatted("one.example")
                    + "---\n"
                    + DEFINITION.formatted("two.example")));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind": "A"}{"kind": "B"}          | has more than one document near line 1
          {"kind": "A"} ]                     | is not valid JSON near line 1
          {"kind": "A", "kind": "B"}          | is not valid JSON near line 1: duplicate key kind
          {"a": {"b": 1, "c": 2, "b": 3}}     | is not valid JSON near line 1: duplicate key b
          {"a": [{"b": 1}, {"c": 2, "c": 3}]} | is not valid JSON near line 1: duplicate key c
          {"password": hunter2}               | is not valid JSON near line 1
          {"password": "hunter2"              | is not valid JSON near line 1
          [{"kind": "A"}]                     | is not a mapping
          ``                                  | is not a mapping
          """)
  void filesThatAreNotOneJsonDocument(String content, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("some.json"), content);

    fails(apply(Map.of("src", file.toString())), "invalid_argument", message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"A\"}{\"kind\": \"B\"}",
        "{\"kind\": \"A\"}\n{\"kind\": \"B\"}\n",
        "{\"kind\": \"A\", \"kind\": \"B\"}",
        "{\"a\": {\"b\": 1, \"b\": 2}}"
      })
  void textThatIsNotOneJsonDocument(String text) {
    fails(apply(Map.of("resources", text)), "invalid_argument", "is not valid YAML near line");
  }

  @Test
  void aJsonFileWithOneDocumentIsMade() throws IOException {
    Path file = Files.writeString(folder.resolve("some.json"), MAP.formatted("json") + "\n");

    assertThat(outcomes(apply(in(Map.of("src", file.toString()))))).containsExactly("created");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '[a.yml'  | neither a file nor a pattern
          '{a.yml'  | neither a file nor a pattern
          'none.yml'| there is no such file
          """)
  void sourcesThatLeadNowhere(String source, String message) {
    fails(
        apply(Map.of("src", List.of(folder.resolve(source).toString()))),
        "invalid_argument",
        message);
  }

  @Test
  void anEmptySourceIsNotTheFolderOfThePlaybook() {
    fails(apply(Map.of("src", List.of(""))), "invalid_argument", "option src: given is ''");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          &a {kind: *a}                        | kind contains itself, by an anchor and its alias
          {data: &a [x, *a]}                   | data[1] contains itself, by an anchor and its alias
          {a: &a {b: {c: *a}}}                 | a.b.c contains itself
          {~: hunter2}                         | near line 1: a key has to be a string
          {? [hunter2] : a}                    | near line 1: a key has to be a string
          {? {hunter2: a} : a}                 | near line 1: a key has to be a string
          {1: a, `1`: b}                       | 1 is given twice
          {a: .nan}                            | a is neither text nor a number
          {a: .inf}                            | a is neither text nor a number
          {a: !!int hunter2}                   | near line 1: a value does not go with its tag
          {a: !!int ``}                        | near line 1: found empty value
          {a: !!float hunter2}                 | near line 1: a value does not go with its tag
          {a: !!str {hunter2: b}}              | near line 1: a value does not go with its tag
          {a: !!binary `%%hunter2`}            | near line 1: a value does not go with its tag
          {a: !!timestamp hunter2}             | near line 1: a value does not go with its tag
          {a: !hunter hunter2}                 | near line 1: could not determine a constructor for the tag !hunter
          {a: !!set {b, c}}                    | a is neither text nor a number
          {a: `\u0001hunter2`}                 | is none that YAML allows
          """)
  void yamlThatIsNoTreeOfPlainValues(String text, String message) {
    fails(apply(Map.of("resources", text.replace('`', '\''))), "invalid_argument", message);
  }

  @Test
  void keysWithoutAHashThatEnds() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%1$d [*a%d, *a%2$d, *a%2$d]\n".formatted(i, i - 1));
    }
    fails(
        apply(Map.of("resources", text + "? *a39\n: x\n")), "invalid_argument", "a key has to be");
  }

  @Test
  void aliasesThatStandForMoreThanTheMemoryHolds() {
    StringBuilder text = new StringBuilder(MAP.formatted("laughs").replace("}}", "}, \"data\": {"));
    text.append("a0: &a0 [x, x, x, x, x, x, x, x, x, x]");
    for (int i = 1; i < 10; i++) {
      String alias = "*a%d, ".formatted(i - 1);
      text.append(", a%d: &a%1$d [%s]".formatted(i, alias.repeat(10)));
    }
    fails(
        apply(Map.of("resources", text + "}}")),
        "invalid_argument",
        "its aliases stand for more than 1000000 values");
    StringBuilder merged = new StringBuilder("a0: &a0 {x: y}\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a%d, ".formatted(i - 1);
      merged.append("a%d: &a%1$d {<<: [%s], k%1$d: v}\n".formatted(i, alias.repeat(10)));
    }
    fails(apply(Map.of("resources", merged.toString())), "invalid_argument", "has no metadata");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 400})
  void whatIsNestedDeeplyIsMade(int levels) throws IOException {
    String spec = "{\"a\": ".repeat(levels) + "1" + "}".repeat(levels);
    String widget =
        "{\"apiVersion\": \"one.example/v1\", \"kind\": \"Widget\", \"metadata\": {\"name\": \"deep-%s-%d\"}, \"spec\": %s}";
    Path json =
        Files.writeString(folder.resolve("deep.json"), widget.formatted("json", levels, spec));

    for (Map<String, Object> how :
        List.<Map<String, Object>>of(
            Map.of("resources", widget.formatted("yaml", levels, spec)),
            Map.of("src", json.toString()))) {
      assertThat(outcomes(apply(in(how)))).containsExactly("created");
      assertThat(outcomes(apply(in(how)))).containsExactly("unchanged");
    }
  }

  @Test
  void whatIsNestedTooDeeplyIsRefusedWithTheLimit() throws IOException {
    for (int levels : new int[] {501, 100_000}) {
      String text = "{\"a\": ".repeat(levels) + "1" + "}".repeat(levels);
      Path json = Files.writeString(folder.resolve("deep.json"), text);
      String message = "more than 500 mappings and lists stand inside each other";
      fails(apply(Map.of("resources", text)), "invalid_argument", message);
      fails(apply(Map.of("src", json.toString())), "invalid_argument", message);
    }
    Object value = "a";
    for (int i = 0; i < 501; i++) {
      value = List.of(value);
    }
    fails(
        apply(Map.of("resources", Map.of("a", value))),
        "invalid_argument",
        "more than 500 mappings and lists");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''"})
  void anEmptyNamespaceIsTheOneOfTheOption(String namespace) {
    String map =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: empty-%d, namespace: %s}}"
            .formatted(namespace.length(), namespace);

    JsonNode answer = apply(in(Map.of("resources", map)));

    assertThat(outcomes(answer)).as(answer.toString()).containsExactly("created");
    assertThat(answer.path("resources").path(0).path("namespace").asText()).isEqualTo("unusual");
    fails(apply(Map.of("resources", map)), "invalid_argument", "has no metadata.namespace");
  }

  @Test
  void nothingInPlaceOfAValueIsAnEmptyOneAsForKubectl() {
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: %s}, data: {a: null}, stringData: {b: null}}";
    RealApi.kubectlWith(
        secret.formatted("by-kubectl"), "apply", "--server-side", "-n", "unusual", "-f", "-");
    Map<String, Object> ours = in(Map.of("resources", secret.formatted("by-us")));

    assertThat(outcomes(apply(ours))).containsExactly("created");
    assertThat(outcomes(apply(ours))).containsExactly("unchanged");

    assertThat(data("by-us")).isEqualTo(data("by-kubectl")).isEqualTo("{\"a\":\"\",\"b\":\"\"}");
  }

  @Test
  void oneNameOfOneKindInTwoGroupsIsTwoResources() {
    String widget =
        "{apiVersion: %s.example/v1, kind: Widget, metadata: {name: same, labels: {of: groups}}}\n";
    String both = widget.formatted("one") + "---\n" + widget.formatted("two");
    Map<String, Object> batch = in(Map.of("resources", both, "wait", true));

    assertThat(outcomes(apply(batch))).containsExactly("created", "created");
    assertThat(outcomes(apply(batch))).containsExactly("unchanged", "unchanged");
    Map<String, Object> pruning =
        in(
            Map.of(
                "resources",
                widget.formatted("one"),
                "prune",
                Map.of(
                    "label_selector",
                    "of=groups",
                    "kinds",
                    List.of(
                        "one.example/v1/Widget",
                        "two.example/v1/Widget",
                        "two.example/v1/Widget"))));
    JsonNode pruned = apply(pruning);
    assertThat(outcomes(pruned)).as(pruned.toString()).containsExactly("unchanged", "deleted");
    assertThat(pruned.path("resources").findValuesAsText("api_version"))
        .containsExactly("one.example/v1", "two.example/v1");
    Map<String, Object> gone = in(Map.of("resources", both, "state", "absent", "wait", true));
    assertThat(outcomes(apply(gone))).containsExactly("deleted", "absent");
  }

  @Test
  void manyOfOneNameInTwoGroupsAreNotMixedUp() {
    List<Object> batch = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String group = i % 2 == 0 ? "one" : "two";
      batch.add(
          Map.of(
              "apiVersion",
              group + ".example/v1",
              "kind",
              "Widget",
              "metadata",
              Map.of("name", "many-" + i / 2),
              "spec",
              Map.of("group", group)));
    }
    assertThat(outcomes(apply(in(Map.of("resources", batch))))).containsOnly("created").hasSize(24);
    assertThat(outcomes(apply(in(Map.of("resources", batch))))).containsOnly("unchanged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1                              | ConfigMapp | does not serve ConfigMapp of v1: did you mean ConfigMap?
          v2                              | ConfigMap  | does not serve v2, and so no ConfigMap of it
          apps/v1                         | Deploymnt  | does not serve Deploymnt of apps/v1: did you mean Deployment?
          apps/v1beta1                    | Deployment | does not serve apps/v1beta1
          extensions/v1beta1              | Ingress    | does not serve extensions/v1beta1
          policy/v1                       | Pdb        | does not serve Pdb of policy/v1
          networking.k8s.io/v1            | Ingres     | did you mean Ingress?
          rbac.authorization.k8s.io/v1    | Rol        | did you mean Role?
          storage.k8s.io/v1beta7          | CSINode    | does not serve storage.k8s.io/v1beta7
          """)
  void aKindThatNoDefinitionCanBringIsUnknownWhateverIsAsked(
      String apiVersion, String kind, String message) {
    Map<String, Object> resource =
        Map.of("apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", "x"));
    Map<String, Object> options = in(Map.of("resources", resource));
    fails(apply(options), "unknown_kind", message);
    fails(check(options), "unknown_kind", message);
    options.put("state", "absent");
    fails(apply(options), "unknown_kind", message);
    fails(check(options), "unknown_kind", message);
    Map<String, Object> pruning =
        in(
            Map.of(
                "resources",
                MAP.formatted("not-made"),
                "prune",
                Map.of(
                    "label_selector",
                    "a=b",
                    "kinds",
                    List.of((apiVersion.contains("/") ? "" : "core/") + apiVersion + "/" + kind))));
    fails(check(pruning), "unknown_kind", message);
    fails(apply(pruning), "unknown_kind", message);
    assertThat(RealApi.kubectl("get", "configmaps", "-n", "unusual")).doesNotContain("not-made");
  }

  @Test
  void aKindWhoseDefinitionIsNotThereIsPredictedAbsentAndNotPruned() {
    Map<String, Object> resource =
        Map.of(
            "apiVersion",
            "gateway.networking.k8s.io/v1",
            "kind",
            "Gateway",
            "metadata",
            Map.of("name", "x"));
    assertThat(outcomes(check(in(Map.of("resources", resource))))).containsExactly("created");
    fails(apply(in(Map.of("resources", resource))), "unknown_kind", "is its CRD installed");
    assertThat(outcomes(apply(in(Map.of("resources", resource, "state", "absent")))))
        .containsExactly("absent");
    Map<String, Object> pruning =
        in(
            Map.of(
                "resources",
                MAP.formatted("beside"),
                "prune",
                Map.of(
                    "label_selector",
                    "a=b",
                    "kinds",
                    List.of("gateway.networking.k8s.io/v1/Gateway"))));
    assertThat(outcomes(apply(pruning))).containsExactly("created");
  }

  @Test
  void kindsToPruneThatAreNone() {
    for (String kind :
        List.of("core/v1/Config Map", "core/v1 /ConfigMap", "a b/v1/C", "core/v1", "")) {
      fails(
          apply(
              in(
                  Map.of(
                      "resources",
                      MAP.formatted("not-made"),
                      "prune",
                      Map.of("label_selector", "a=b", "kinds", List.of(kind))))),
          "invalid_argument",
          "option prune.kinds: given is '%s'".formatted(kind));
    }
    fails(
        apply(
            Map.of(
                "resources",
                List.of(namespace()),
                "prune",
                Map.of("label_selector", "a=b", "kinds", List.of("core/v1/ConfigMap")))),
        "invalid_argument",
        "say in which one with the option namespace");
    assertThat(RealApi.kubectl("get", "namespaces")).doesNotContain("not-made");
  }

  @Test
  void aRoleMayHaveANameThatNothingElseMayHave() {
    String role =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: 'A role: of mine? 100 #1'}}";
    Map<String, Object> options = in(Map.of("resources", role));
    assertThat(outcomes(apply(options))).containsExactly("created");
    assertThat(outcomes(apply(options))).containsExactly("unchanged");
    options.put("state", "absent");
    assertThat(outcomes(apply(options))).containsExactly("deleted");
  }

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.%1$s}
      spec:
        group: %1$s
        scope: Namespaced
        names: {kind: Widget, plural: widgets}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  private static Map<String, Object> namespace() {
    return Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "not-made"));
  }

  private static String data(String secret) {
    return RealApi.kubectl("get", "secret", secret, "-n", "unusual", "-o", "jsonpath={.data}");
  }

  private static void fails(JsonNode answer, String reason, String message) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("msg").asText()).contains(message).doesNotContain("hunter2");
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo(reason);
  }

  private static List<String> outcomes(JsonNode answer) {
    assertThat(answer.path("msg").asText("")).isEmpty();
    return answer.path("resources").findValuesAsText("outcome");
  }

  private static Map<String, Object> in(Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("namespace", "unusual");
    return all;
  }

  private static JsonNode apply(Map<String, ?> options) {
    return Modules.call(new ApplyModule(), RealApi.options(options));
  }

  private static JsonNode check(Map<String, ?> options) {
    return Modules.check(new ApplyModule(), RealApi.options(options));
  }
}
