package dev.strimzidr.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of Kubernetes 1.34 and OpenShift 4. */
class AdmissionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | admission webhook "kafka.example.com" denied the request: no
          true  | admission webhook "kafka.example.com" denied the request without explanation
          true  | pods "x" is forbidden: failed quota: q: must specify limits.memory for: c
          true  | pods "x" is forbidden: status unknown for quota: q, resources: pods
          true  | pods "x" is forbidden: error looking up service account a/b: serviceaccount "b" not found
          true  | pods "x" is forbidden: no PriorityClass with name high was found
          true  | pods "x" is forbidden: unable to validate against any security context constraint: [provider "anyuid": Forbidden: not usable by user or serviceaccount]
          true  | namespaces "kube-system" is forbidden: this namespace may not be deleted
          false | pods is forbidden: User "a is forbidden: b" cannot create resource "pods" in API group "" in the namespace "x"
          false | users "b" is forbidden: User "a" cannot impersonate resource "users" in API group "" at the cluster scope
          false | forbidden: User "system:anonymous" cannot get path "/version"
          false | roles.rbac.authorization.k8s.io "x" is forbidden: user "a" (groups=["b"]) is attempting to grant RBAC permissions not currently held:
          false | configmaps "x" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: no
          false | certificatesigningrequests.certificates.k8s.io "x" is forbidden: user not permitted to sign requests with signerName "y"
          false | pods "x" is forbidden: node "n" can only create pods with spec.nodeName set to itself
          false | projectrequests.project.openshift.io is forbidden: You may not request a new project via this API.
          false | <html>403 Forbidden</html>
          """)
  void tellsThemApartByWhatIsSaid(boolean refused, String message) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("message", message);
    assertThat(Admission.refused(status)).isEqualTo(refused);
  }

  @Test
  void aNamespaceThatIsGoingIsNamedAsCause() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status
        .putObject("details")
        .putArray("causes")
        .addObject()
        .put("reason", "NamespaceTerminating");
    assertThat(Admission.refused(status)).isTrue();
  }
}
