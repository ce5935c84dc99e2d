package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads when input, rights or the state of a cluster are wrong. */
class FaultMessagesTest {
  @TempDir Path folder;

  @BeforeAll
  static void makeNamespace() {
    apply(Map.of("src", RealApi.crds().toString()));
    RealApi.kubectl("create", "namespace", "messages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {resources: [], wait_tmeout: 1}               | invalid_argument | unknown option wait_tmeout
          {resources: [], wait: maybe}                  | invalid_argument | option wait is not a boolean
          {resources: [], wait_timeout: soon}           | invalid_argument | option wait_timeout is not a whole number: given is 'soon'
          {resources: [], definition: []}               | invalid_argument | option resources is given twice
          {resources: [], prune: [a]}                   | invalid_argument | option prune is not a mapping: given is a list
          {resources: [], state: gone}                  | invalid_argument | option state: given is 'gone', allowed are present, absent
          {}                                            | invalid_argument | one of the options resources, src is required
          """)
  void optionsThatAreWrong(String options, String reason, String message) {
    fails(Modules.call(new ApplyModule(), RealApi.options(yaml(options))), reason, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1 | ConfigMap | name: 7                             |                                    | invalid_argument | metadata.name that is a string
          v1 | ConfigMap | {name: x, labels: {n: 1}}           |                                    | invalid_argument | metadata.labels.n is 1, which has to be a string
          v1 | ConfigMap | name: x                             | data: {n: 1}                       | invalid_argument | ConfigMap x: data.n is a number
          v1 | ConfigMap | name: x                             | data: [a]                          | invalid_argument | ConfigMap x: data is a list
          v1 | ConfigMap | name: x                             | binaryData: {n: 12345}             | invalid_argument | ConfigMap x: binaryData.n is a number
          v1 | Secret    | name: x                             | stringData: abc                    | invalid_argument | Secret x: stringData is a string
          v1 | Secret    | name: x                             | data: {password: 12345}            | invalid_argument | Secret x: data.password is a number
          v1 | Secret    | name: x                             | data: {password: '12345!!'}        | invalid_argument | Secret x: data.password is not base64
          v1 | Secret    | name: x                             | type: {a: 12345}                   | rejected         | .type: expected string, got another type
          v1 | Secret    | name: x                             | immutable: 12345                   | rejected         | .immutable
          v1 | PersistentVolumeClaim | name: x                 | spec: {resources: {requests: {storage: 5Gigs}}} | rejected | quantities must match
          coordination.k8s.io/v1 | Lease | name: x             | spec: {renewTime: yesterday}       | rejected         | parsing time
          apps/v1 | Deployment | name: x                       | spec: {replicas: 1.5}              | rejected         | cannot convert float64 to int32
          v1 | ConfigMapp | name: x                            |                                    | unknown_kind     | does not serve ConfigMapp of v1: did you mean ConfigMap?
          apps/v1 | Deploymnt | name: x                        |                                    | unknown_kind     | did you mean Deployment?
          apps/v1beta1 | Deployment | name: x                  |                                    | unknown_kind     | does not serve apps/v1beta1
          v1 | ConfigMap | name: x                             | dta: {n: a}                        | rejected         | .dta
          v1 | Secret    | name: x                             | stringData: {password: 12345}      | invalid_argument | stringData.password is a number, which has to be a string
          kafka.strimzi.io/v1 | KafkaTopic | name: My_Topic    | spec: {partitions: 1}              | invalid_argument | keeps it with spec.topicName
          kafka.strimzi.io/v1 | KafkaTopic | name: x           | spec: {partitions: '3'}            | rejected         | spec.partitions
          kafka.strimzi.io/v1 | KafkaTopic | name: x           | spec: {partitionz: 3}              | rejected         | spec.partitionz
          kafka.strimzi.io/v1 | KafkaTopic | name: x           | spec: [a]                          | rejected         | spec
          kafka.strimzi.io/v1 | KafkaUser  | name: x           | spec: {authentication: {type: no}} | rejected         | spec.authentication.type
          kafka.strimzi.io/v1beta3 | Kafka | name: x           |                                    | unknown_kind     | does not serve kafka.strimzi.io/v1beta3
          no.example/v1       | Kafka      | name: x           |                                    | unknown_kind     | is its CRD installed, in this version?
          """)
  void resourcesThatAreWrong(
      String version, String kind, String metadata, String rest, String reason, String message) {
    String resource =
        "apiVersion: %s\nkind: %s\nmetadata: {%s}\n%s\n"
            .formatted(version, kind, metadata.replaceAll("^\\{|}$", ""), rest == null ? "" : rest);
    JsonNode answer = apply(Map.of("resources", resource, "namespace", "messages"));
    fails(answer, reason, message);
    assertThat(answer.path("msg").asText()).contains(kind).doesNotContain("12345");
  }

  @Test
  void aDefinitionThatIsServedInAnOldVersionOnly() {
    apply(Map.of("resources", OLD_DEFINITION));
    String old = "{apiVersion: old.example/VERSION, kind: Old, metadata: {name: x}}";
    Map<String, Object> options = new HashMap<>(Map.of("namespace", "messages"));
    options.put("resources", old.replace("VERSION", "v1"));
    fails(apply(options), "unknown_kind", "does not serve old.example/v1 ");
    options.put("resources", old.replace("VERSION", "v1beta2"));
    assertThat(apply(options).path("changed").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | invalid_argument | is not a kubeconfig: it has no contexts
          '{'                                 | invalid_argument | is not a kubeconfig: not valid YAML near line
          'contexts: [{name: a, context: {}}]'| invalid_argument | has no current context
          """)
  void kubeconfigsThatAreBroken(String content, String reason, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("broken"), content);
    fails(asked(file.toString(), "messages"), reason, message);
  }

  @Test
  void aKubeconfigThatIsNotThere() {
    fails(asked("/no/such/file", "messages"), "invalid_argument", "there is no such file");
  }

  @Test
  void credentialsAServerANameAndATrustThatAreWrong() throws IOException {
    String real = RealApi.kubectl("config", "view", "--raw", "--flatten");
    String server = line(real, "server:");
    String trust = line(real, "certificate-authority-data:");
    String stranger = line(real, "client-certificate-data:");
    String token = "{token: a-token-that-has-expired}";
    fails(asked(kubeconfig(server, trust, token), "messages"), "unauthenticated", "expired token");
    fails(asked(kubeconfig(server, stranger, token), "messages"), "tls", "does the CA");
    String nobody = "https://no-such-name.invalid:6443";
    fails(asked(kubeconfig(nobody, trust, token), "messages"), "dns", "does not resolve");
    String closed = server.replaceAll(":[0-9]+$", ":1");
    fails(asked(kubeconfig(closed, trust, token), "messages"), "unreachable", "cannot be reached");
  }

  @Test
  void aClientCertificateThatHasExpired() throws IOException {
    String real = RealApi.kubectl("config", "view", "--raw", "--flatten");
    Instant lastYear = Instant.now().minus(Duration.ofDays(365));
    KeyAndCertificate client = RealApi.authority(lastYear, Duration.ofDays(1)).issue("an-operator");
    String user =
        "{client-certificate-data: %s, client-key-data: %s}"
            .formatted(client.encodedCertificate(), TestAuthority.encoded(client.key()));
    String kubeconfig =
        kubeconfig(line(real, "server:"), line(real, "certificate-authority-data:"), user);
    fails(asked(kubeconfig, "messages"), "unauthenticated", "expired");
  }

  @Test
  void aDefinitionWhoseNameIsTaken() {
    String one = DEFINITION.formatted("ones", "ones");
    assertThat(apply(Map.of("resources", one)).path("changed").asBoolean()).isTrue();
    fails(
        apply(Map.of("resources", DEFINITION.formatted("others", "others"))),
        "not_ready",
        "NamesAccepted=False (ListKindConflict");
  }

  @Test
  void rightsThatAreMissingForOneKindOfThree() throws IOException {
    RealApi.kubectlWith(LIMITED_ACCOUNT, "apply", "-f", "-");
    String token = RealApi.kubectl("create", "token", "limited", "-n", "messages").strip();
    String real = RealApi.kubectl("config", "view", "--raw", "--flatten");
    String kubeconfig =
        kubeconfig(
            line(real, "server:"),
            line(real, "certificate-authority-data:"),
            "{token: %s}".formatted(token));
    StringBuilder batch = new StringBuilder();
    for (String kind : new String[] {"ConfigMap", "Secret", "ServiceAccount"}) {
      batch.append("---\n{apiVersion: v1, kind: %s, metadata: {name: rights}}\n".formatted(kind));
    }
    JsonNode answer =
        Modules.call(
            new ApplyModule(),
            Map.of(
                "kubeconfig", kubeconfig, "namespace", "messages", "resources", batch.toString()));
    fails(answer, "forbidden", "secrets \"rights\" is forbidden");
    assertThat(answer.path("resources").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("ConfigMap", "ServiceAccount");
  }

  @Test
  void aNamespaceThatIsMissingOrGoing() {
    String kubeconfig = RealApi.kubeconfig().toString();
    fails(asked(kubeconfig, "nowhere"), "not_found", "namespaces \"nowhere\" not found");
    RealApi.kubectl("create", "namespace", "going");
    RealApi.kubectlWith(HELD.replace("messages", "going"), "apply", "-f", "-");
    RealApi.kubectl("delete", "namespace", "going", "--wait=false");
    fails(asked(kubeconfig, "going"), "rejected", "is being terminated");
  }

  @Test
  void aFinalizerThatNobodyRemoves() {
    apply(Map.of("resources", HELD));
    JsonNode answer =
        apply(Map.of("resources", HELD, "state", "absent", "wait", "yes", "wait_timeout", "1"));
    fails(answer, "timeout", "held by its finalizers [\"nobody.example/x\"]");
  }

  private static final String HELD =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, namespace: messages, finalizers: [nobody.example/x]}}";

  private static final String LIMITED_ACCOUNT =
      """
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: limited, namespace: messages}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: limited, namespace: messages}
      rules: [{apiGroups: [""], resources: [configmaps, serviceaccounts], verbs: ["*"]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: limited, namespace: messages}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: limited}
      subjects: [{kind: ServiceAccount, name: limited, namespace: messages}]
      """;

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: %s.taken.example}
      spec:
        group: taken.example
        scope: Namespaced
        names: {kind: Taken, plural: %s}
        versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
      """;

  private static final String OLD_DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: olds.old.example}
      spec:
        group: old.example
        scope: Namespaced
        names: {kind: Old, plural: olds}
        versions:
          - {name: v1beta2, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
      """;

  private static void fails(JsonNode answer, String reason, String message) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("msg").asText()).contains(message);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo(reason);
  }

  private static JsonNode asked(String kubeconfig, String namespace) {
    String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: asked}}";
    return Modules.call(
        new ApplyModule(),
        Map.of("kubeconfig", kubeconfig, "namespace", namespace, "resources", map));
  }

  private static JsonNode apply(Map<String, ?> options) {
    return Modules.call(new ApplyModule(), RealApi.options(options));
  }

  private String kubeconfig(String server, String trust, String user) throws IOException {
    String content =
        "{current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}], clusters: [{name: a, cluster: {server: '%s', certificate-authority-data: %s}}], users: [{name: a, user: %s}]}"
            .formatted(server, trust, user);
    return Files.writeString(Files.createTempFile(folder, "kubeconfig", ""), content).toString();
  }

  private static String line(String text, String key) {
    return text.substring(text.indexOf(key) + key.length()).lines().findFirst().orElse("").strip();
  }

  private static Map<String, ?> yaml(String text) {
    return new ObjectMapper()
        .convertValue(
            YamlDocuments.read(text).iterator().next(),
            new TypeReference<Map<String, Object>>() {});
  }
}
