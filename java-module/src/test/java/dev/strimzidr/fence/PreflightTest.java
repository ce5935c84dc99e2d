package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a site before it is closed. */
class PreflightTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String COVERED =
      """
      {"spec": {"entityOperator": {"userOperator": {}, "template": {"userOperatorContainer": {
        "env": [{"name": "STRIMZI_IGNORED_USERS_PATTERN", "value": "^\\\\*|ANONYMOUS$"}]}}}}}
      """;

  @Test
  void whatKeepsASiteFromBeingFencedIsNamed() {
    assertThat(
            problems(
                """
                {"spec": {"kafka": {
                  "listeners": [{"name": "external", "authentication": {"type": "scram-sha-512"}}],
                  "authorization": {"type": "custom", "superUsers": ["User:app", "CN=x", "own"]},
                  "config": {"allow.everyone.if.no.acl.found": true}}}}
                """))
        .containsExactly(
            "authorization is 'custom', and only of 'simple' is it known that a DENY holds");
    assertThat(
            Preflight.leaks(
                json(
                    """
                    {"spec": {"kafka": {"authorization": {
                      "type": "simple", "superUsers": ["User:app", "CN=x", "own"]}}}}
                    """),
                Set.of("own")))
        .containsExactly(
            "CN=x is a super user, whom no ACL stops", "app is a super user, whom no ACL stops");
    assertThat(problems("{}"))
        .containsExactly(
            "authorization is switched off, so everybody may write",
            "own would be kept out too, being no super user: run site.yml");
    assertThat(
            problems(
                """
                {"spec": {"kafka": {
                  "listeners": [{"name": "external", "authentication": {"type": "tls"}}],
                  "authorization": {"type": "simple", "superUsers": ["own"]}}}}
                """))
        .containsExactly(
            "listener external asks clients for 'tls', and the fence is tried with 'scram-sha-512'");
  }

  @Test
  void aUserOperatorThatSparesTheDenialIsNoProblem() {
    assertThat(problems(json(COVERED), Optional.empty(), List.of())).isEmpty();
    assertThat(problems(json("{\"spec\": {}}"), Optional.empty(), List.of())).isEmpty();
    ObjectNode pod = container("Pod", "^\\\\*|ANONYMOUS$|(?:ldap-.*)");
    assertThat(problems(json(COVERED), Optional.empty(), List.of(pod))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANONYMOUS", "ldap-.*", "(", "^\\\\*\\\\*", ""})
  void aPatternThatDoesNotMatchEverybodyIsNamed(String pattern) {
    ObjectNode pod = container("my-cluster-entity-operator-1", pattern);
    assertThat(problems(json(COVERED), Optional.empty(), List.of(pod)))
        .singleElement()
        .asString()
        .startsWith(
            "in Pod my-cluster-entity-operator-1 STRIMZI_IGNORED_USERS_PATTERN does not match '*'");
  }

  @Test
  void aPodThatRunsCountsByWhatItWasStartedWith() {
    ObjectNode old =
        json(
            "{\"metadata\": {\"name\": \"old\"}, \"spec\": {\"containers\": [{\"name\": \"user-operator\"}]}}");
    assertThat(problems(json(COVERED), Optional.empty(), List.of(old)))
        .containsExactly("in Pod old STRIMZI_IGNORED_USERS_PATTERN is not set");
    old.withObject("/status").put("phase", "Succeeded");
    assertThat(problems(json(COVERED), Optional.empty(), List.of(old))).isEmpty();
    ObjectNode deployment =
        json(
            """
            {"metadata": {"name": "eo"}, "spec": {"template": {"spec": {"containers": [
              {"name": "topic-operator"}, {"name": "user-operator"}]}}}}
            """);
    assertThat(problems(json(COVERED), Optional.of(deployment), List.of()))
        .containsExactly("in Deployment eo STRIMZI_IGNORED_USERS_PATTERN is not set");
  }

  @Test
  void aPodIsLeavingOnlyWhereItsDeploymentIsMendedAlready() {
    ObjectNode old =
        json(
            "{\"metadata\": {\"name\": \"old\"}, \"spec\": {\"containers\": [{\"name\": \"user-operator\"}]}}");
    ObjectNode mended =
        json(
            """
            {"metadata": {"name": "eo"}, "spec": {"template": {"spec": {"containers": [
              {"name": "user-operator", "env": [
                {"name": "STRIMZI_IGNORED_USERS_PATTERN", "value": "^\\\\*"}]}]}}}}
            """);
    assertThat(Cover.of(json(COVERED), Optional.of(mended), List.of(old)).leaving())
        .containsExactly("old");
    ObjectNode uncovered = mended.deepCopy();
    ((ObjectNode) uncovered.at("/spec/template/spec/containers/0")).remove("env");
    assertThat(Cover.of(json(COVERED), Optional.of(uncovered), List.of(old)).leaving()).isEmpty();
    assertThat(Cover.of(json(COVERED), Optional.empty(), List.of(old)).leaving()).isEmpty();
  }

  @Test
  void aResourceThatSaysNothingIsNamedAlsoWhileItsPodDoes() {
    assertThat(
            problems(
                json("{\"spec\": {\"entityOperator\": {\"userOperator\": {}}}}"),
                Optional.empty(),
                List.of()))
        .containsExactly("in the Kafka resource STRIMZI_IGNORED_USERS_PATTERN is not set");
  }

  private static List<String> problems(
      ObjectNode kafka, Optional<ObjectNode> deployment, List<ObjectNode> pods) {
    return Cover.of(kafka, deployment, pods).problems();
  }

  private static List<String> problems(String kafka) {
    return Preflight.problems(json(kafka), Set.of("own"), "external");
  }

  private static ObjectNode container(String name, String pattern) {
    return json(
        """
        {"metadata": {"name": "%s"}, "spec": {"containers": [{"name": "user-operator",
          "env": [{"name": "STRIMZI_IGNORED_USERS_PATTERN", "value": "%s"}]}]}}
        """
            .formatted(name, pattern));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
