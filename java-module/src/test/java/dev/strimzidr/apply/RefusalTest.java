package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real API server answers 403 for what is refused and for what an account may not do. */
class RefusalTest {
  @BeforeAll
  static void makeLimits() {
    RealApi.kubectlWith(LIMITS, "apply", "-f", "-");
    RealApi.kubectl("create", "namespace", "refused-going");
    RealApi.kubectlWith(HELD, "apply", "-f", "-");
    RealApi.kubectl("delete", "namespace", "refused-going", "--wait=false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiVersion: v1, kind: ConfigMap, metadata: {name: x}} | refused | present | exceeded quota: no-maps, requested: count/configmaps=1
          {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}} | refused | present | maximum storage usage per PersistentVolumeClaim is 1Gi
          {apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {hostNetwork: true, containers: [{name: c, image: i}]}} | refused | present | violates PodSecurity "baseline:latest"
          {apiVersion: v1, kind: Secret, metadata: {name: x}} | refused | present | denied request: no secrets here
          {apiVersion: v1, kind: ConfigMap, metadata: {name: x}} | refused-going | present | unable to create new content in namespace refused-going because it is being terminated
          {apiVersion: v1, kind: Namespace, metadata: {name: default}} | '' | absent | this namespace may not be deleted
          """)
  void whatAdmissionRefuses(String resource, String namespace, String state, String said) {
    Awaitility.await("its controllers and caches know of it")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(call(resource, namespace, state, true).path("msg").asText()).contains(said));
    for (boolean check : new boolean[] {true, false}) {
      JsonNode answer = call(resource, namespace, state, check);
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("rejected");
      assertThat(answer.path("msg").asText()).contains(said);
      assertThat(answer.path("http_status").asInt()).isEqualTo(403);
    }
  }

  @Test
  void whatAnAccountMayNotDoAlsoWhereAdmissionSaysSo() {
    String token = RealApi.kubectl("create", "token", "limited", "-n", "refused").strip();
    String server =
        RealApi.kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}");
    Map<String, Object> account =
        Map.of("host", server, "api_key", token, "validate_certs", false, "namespace", "refused");
    String grants =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: more}, rules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]}";
    for (Map.Entry<String, String> refused :
        Map.of(SECRET, "cannot get resource \"secrets\"", grants, "is attempting to grant")
            .entrySet()) {
      Map<String, Object> options = new HashMap<>(account);
      options.put("resources", refused.getKey());
      JsonNode answer = Modules.call(new ApplyModule(), options);
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("forbidden");
      assertThat(answer.path("msg").asText()).contains(refused.getValue());
    }
  }

  private static final String SECRET = "{apiVersion: v1, kind: Secret, metadata: {name: x}}";

  private static final String HELD =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, namespace: refused-going, finalizers: [nobody.example/x]}}";

  private static final String LIMITS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: refused, labels: {pod-security.kubernetes.io/enforce: baseline}}
      ---
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: limited, namespace: refused}}
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: no-maps, namespace: refused}
      spec: {hard: {count/configmaps: 0}}
      ---
      apiVersion: v1
      kind: LimitRange
      metadata: {name: small, namespace: refused}
      spec: {limits: [{type: PersistentVolumeClaim, max: {storage: 1Gi}}]}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: refused-no-secrets}
      spec:
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: refused}}
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [secrets]}
        validations: [{expression: "false", message: no secrets here, reason: Forbidden}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: refused-no-secrets}
      spec: {policyName: refused-no-secrets, validationActions: [Deny]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: limited, namespace: refused}
      rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: ["get", "patch", "create"]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: limited, namespace: refused}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: limited}
      subjects: [{kind: ServiceAccount, name: limited, namespace: refused}]
      """;

  private static JsonNode call(String resource, String namespace, String state, boolean check) {
    Map<String, Object> options =
        RealApi.options(Map.of("resources", resource, "namespace", namespace, "state", state));
    return check
        ? Modules.check(new ApplyModule(), options)
        : Modules.call(new ApplyModule(), options);
  }
}
