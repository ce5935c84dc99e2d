package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.record.Access;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of a client's rights, and where its declared ones are found. */
class ClientUserTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode DECLARED =
      json(
          """
          [{"resource": {"type": "topic", "name": "orders"}, "operations": ["Read", "Write", "Describe"]},
           {"resource": {"type": "topic", "name": "raw-", "patternType": "prefix"}, "operations": ["All"]},
           {"resource": {"type": "group", "name": "*"}, "operations": ["Read"]},
           {"resource": {"type": "transactionalId", "name": "app"}, "operations": ["Write", "Describe"]},
           {"type": "deny", "resource": {"type": "topic", "name": "raw-secret"}, "operations": ["Read"]}]
          """);

  @Test
  void writesGoFirst() {
    assertThat(Rights.at(Access.READ_ONLY, DECLARED, false))
        .isEqualTo(
            json(
                """
                [{"resource": {"type": "topic", "name": "orders"}, "operations": ["Read", "Describe"]},
                 {"resource": {"type": "topic", "name": "raw-", "patternType": "prefix"},
                  "operations": ["Read", "Describe", "DescribeConfigs"]},
                 {"resource": {"type": "group", "name": "*"}, "operations": ["Read"]},
                 {"resource": {"type": "transactionalId", "name": "app"}, "operations": ["Describe"]},
                 {"type": "deny", "resource": {"type": "topic", "name": "raw-secret"}, "operations": ["Read"]}]
                """));
  }

  @Test
  void transactionsThatHaveBegunMayBeEnded() {
    assertThat(Rights.at(Access.READ_ONLY, DECLARED, true).path(3)).isEqualTo(DECLARED.path(3));
    assertThat(Rights.at(Access.READ_ONLY, DECLARED, true).path(0).path("operations"))
        .isEqualTo(json("[\"Read\", \"Describe\"]"));
    assertThat(Rights.transactional(DECLARED)).isTrue();
  }

  @Test
  void readsGoThen() {
    assertThat(Rights.at(Access.CLOSED, DECLARED, false))
        .isEqualTo(
            json(
                """
                [{"resource": {"type": "topic", "name": "orders"}, "operations": ["Describe"]},
                 {"resource": {"type": "topic", "name": "raw-", "patternType": "prefix"},
                  "operations": ["Describe", "DescribeConfigs"]},
                 {"resource": {"type": "transactionalId", "name": "app"}, "operations": ["Describe"]},
                 {"type": "deny", "resource": {"type": "topic", "name": "raw-secret"}, "operations": ["Read"]}]
                """));
  }

  @Test
  void anOpenSiteGivesBackWhatIsDeclared() {
    assertThat(Rights.at(Access.OPEN, DECLARED, false)).isEqualTo(DECLARED);
  }

  @Test
  void theRoleDeclaresAndTheFenceSetsTheRest() {
    ObjectNode live = user();
    annotate(live, ClientUser.DECLARED, DECLARED.toString());
    ClientUser user = ClientUser.of(live);
    ObjectNode opened = user.at(Access.OPEN, false).orElseThrow();
    assertThat(opened.at("/spec/authorization/acls")).isEqualTo(DECLARED);
    assertThat(opened.at("/metadata/annotations").isMissingNode()).isTrue();
    live.set("spec", opened.path("spec"));
    assertThat(ClientUser.of(live).at(Access.OPEN, false)).isEmpty();
    assertThat(ClientUser.of(live).at(Access.CLOSED, false)).isPresent();
  }

  @Test
  void anotherOnesUserIsKeptAndGivenBack() {
    ObjectNode live = user();
    acls(live, DECLARED);
    assertThat(ClientUser.of(live).at(Access.OPEN, false)).isEmpty();
    ObjectNode closed = ClientUser.of(live).at(Access.CLOSED, false).orElseThrow();
    assertThat(closed.at("/metadata/annotations").path(ClientUser.KEPT).asText())
        .isEqualTo(DECLARED.toString());
    live.set("spec", closed.path("spec"));
    annotate(live, ClientUser.KEPT, DECLARED.toString());
    assertThat(ClientUser.of(live).at(Access.CLOSED, false)).isEmpty();
    ObjectNode opened = ClientUser.of(live).at(Access.OPEN, false).orElseThrow();
    assertThat(opened.at("/spec/authorization/acls")).isEqualTo(DECLARED);
    assertThat(opened.at("/metadata/annotations").isMissingNode()).isTrue();
  }

  @Test
  void anotherOnesUserMayBeDeclaredAnewWhileItIsFenced() {
    ObjectNode live = user();
    JsonNode anew =
        json(
            "[{\"resource\": {\"type\": \"topic\", \"name\": \"new\"}, \"operations\": [\"Write\"]}]");
    acls(live, anew);
    annotate(live, ClientUser.KEPT, DECLARED.toString());
    assertThat(ClientUser.of(live).declared()).isEqualTo(anew);
    assertThat(ClientUser.of(live).at(Access.CLOSED, false)).isPresent();
  }

  @Test
  void anAnnotationThatIsNoListIsNamed() {
    ObjectNode live = user();
    annotate(live, ClientUser.DECLARED, "{}");
    assertThatThrownBy(() -> ClientUser.of(live))
        .hasMessageContaining("KafkaUser app: its annotation strimzi-dr/acls is not a list");
  }

  @Test
  void aClientTriesWhatItIsDeclaredToDo() {
    Set<String> topics = Set.of("orders", "raw-1", "other");
    Attempt reading = Attempt.of(DECLARED, Access.READ_ONLY, topics);
    assertThat(reading.writes()).containsExactly("orders", "raw-1");
    assertThat(reading.reads()).isEmpty();
    assertThat(reading.groups()).isEmpty();
    Attempt closed = Attempt.of(DECLARED, Access.CLOSED, topics);
    assertThat(closed.reads()).containsExactly("orders", "raw-1");
    assertThat(closed.groups()).containsExactly(Attempt.SOME);
  }

  @Test
  void whatKeepsASiteFromBeingFencedIsNamed() {
    ObjectNode kafka =
        object(
            """
            {"spec": {"kafka": {
              "listeners": [{"name": "external", "authentication": {"type": "scram-sha-512"}}],
              "authorization": {"type": "custom", "superUsers": ["User:app", "CN=strimzi-dr"]},
              "config": {"allow.everyone.if.no.acl.found": true}}}}
            """);
    ObjectNode other = user();
    other.withObject("/metadata").put("name", "other");
    acls(other, DECLARED);
    other.withObject("/spec/authentication").put("type", "tls");
    assertThat(problems(kafka, List.of(ClientUser.of(user()), ClientUser.of(other))))
        .containsExactly(
            "authorization is 'custom', and only 'simple' is known",
            "allow.everyone.if.no.acl.found is on: topics without an ACL are open to everybody",
            "User:app is a super user, whom no ACL stops",
            "KafkaUser app has no ACLs: what it may do was not declared here",
            "KafkaUser other has no password (its authentication is 'tls'), so nobody can try what it may do");
    ObjectNode idle = user();
    acls(idle, json("[{\"resource\": {\"type\": \"cluster\"}, \"operations\": [\"Describe\"]}]"));
    idle.withObject("/spec/authentication").put("type", "tls");
    assertThat(problems(kafka, List.of(ClientUser.of(idle))))
        .noneMatch(p -> p.contains("password"));
    assertThat(problems(object("{}"), List.of()))
        .containsExactly("authorization is switched off, so everybody may write");
    assertThat(
            problems(
                object(
                    """
                    {"spec": {"kafka": {
                      "listeners": [{"name": "external", "authentication": {"type": "tls"}}],
                      "authorization": {"type": "simple"}}}}
                    """),
                List.of(ClientUser.of(other))))
        .containsExactly(
            "listener external asks clients for 'tls', and only 'scram-sha-512' can be tried");
  }

  private static List<String> problems(ObjectNode kafka, List<ClientUser> users) {
    return Preflight.problems(kafka, users, Set.of("strimzi-dr"), "external");
  }

  private static ObjectNode user() {
    return object(
        """
        {"apiVersion": "kafka.strimzi.io/v1", "kind": "KafkaUser",
         "metadata": {"name": "app", "namespace": "kafka"},
         "spec": {"authentication": {"type": "scram-sha-512"}}}
        """);
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static void acls(ObjectNode live, JsonNode acls) {
    live.withObject("/spec/authorization").put("type", "simple").set("acls", acls);
  }

  private static void annotate(ObjectNode live, String name, String value) {
    live.withObject("/metadata").withObjectProperty("annotations").put(name, value);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
