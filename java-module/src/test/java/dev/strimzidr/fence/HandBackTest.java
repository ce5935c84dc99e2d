package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A site that the first version of the fence has closed by the ACLs of its users. */
class HandBackTest {
  private static final String NAMESPACE = "fence-hand-back";
  private static final String ALL =
      "[{\"resource\":{\"type\":\"topic\",\"name\":\"orders\"},\"operations\":[\"Write\"]}]";

  private static FencedSite site;

  @BeforeAll
  static void make() {
    site = new FencedSite(NAMESPACE);
  }

  @AfterAll
  static void remove() {
    site.close();
  }

  @Test
  void usersGetBackWhatWasTakenAndWhoeverDeclaresThemOwnsAllOfIt() throws IOException {
    apply("strimzi-dr", user("declared", "strimzi-dr/acls", ALL, ""));
    apply("strimzi-dr-fence", user("declared", "", "", "[]"));
    apply("gitops", user("foreign", "", "", ALL));
    apply("strimzi-dr-fence", user("foreign", "strimzi-dr/kept-acls", ALL, "[]"));
    apply("gitops", user("untouched", "", "", ALL));

    JsonNode check =
        Modules.check(new FenceModule(), site.options("closed", Map.of("hand_back", true)));
    assertThat(check.at("/sites/prod/handed_back").toString())
        .isEqualTo("[\"declared\",\"foreign\"]");
    assertThat(live("foreign").at("/spec/authorization/acls")).isEmpty();

    JsonNode answer = site.bring("closed", Map.of("hand_back", true));
    assertThat(answer.at("/sites/prod/handed_back").toString())
        .isEqualTo("[\"declared\",\"foreign\"]");
    for (String user : new String[] {"declared", "foreign"}) {
      JsonNode live = live(user);
      assertThat(live.at("/spec/authorization/acls/0/operations/0").asText()).isEqualTo("Write");
      assertThat(live.at("/metadata/annotations").toString()).doesNotContain("strimzi-dr/");
      assertThat(live.at("/metadata/managedFields").toString()).doesNotContain("strimzi-dr-fence");
    }
    // No conflict with a manager that is no more.
    apply("strimzi-dr", user("declared", "", "", ALL.replace("Write", "Read")), false);
    apply("gitops", user("foreign", "", "", ALL.replace("Write", "Read")), false);

    JsonNode again = site.bring("closed", Map.of("hand_back", true));
    assertThat(again.at("/sites/prod/handed_back")).isEmpty();
    assertThat(again.path("changed").asBoolean()).isFalse();
  }

  private static JsonNode live(String user) throws IOException {
    return new ObjectMapper()
        .readTree(
            RealApi.kubectl(
                "get",
                "kafkauser/" + user,
                "--namespace=" + NAMESPACE,
                "--show-managed-fields",
                "--output=json"));
  }

  private static void apply(String manager, String resource) {
    apply(manager, resource, true);
  }

  private static void apply(String manager, String resource, boolean force) {
    RealApi.kubectlWith(
        resource,
        "apply",
        "--server-side",
        "--field-manager=" + manager,
        "--force-conflicts=" + force,
        "--filename=-");
  }

  private static String user(String name, String annotation, String value, String acls) {
    return """
    apiVersion: kafka.strimzi.io/v1
    kind: KafkaUser
    metadata:
      name: %s
      namespace: %s
      labels: {strimzi.io/cluster: real}
    %s
    spec:
      authentication: {type: scram-sha-512}
    %s
    """
        .formatted(
            name,
            NAMESPACE,
            annotation.isEmpty() ? "" : "  annotations: {%s: '%s'}".formatted(annotation, value),
            acls.isEmpty() ? "" : "  authorization: {type: simple, acls: %s}".formatted(acls));
  }
}
