package dev.strimzidr.lab.image.operator.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
  private static final Known NOTHING = new Known(Set.of(), Map.of(), Map.of());
  private static final Access NEVER = Access.none("u");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {resource: {type: topic, name: t}, operations: [Read]} | TOPIC LITERAL t READ ALLOW *
          {resource: {type: topic, name: t, patternType: prefix}, operations: [Write]} | TOPIC PREFIXED t WRITE ALLOW *
          {resource: {type: group, name: '*'}, operations: [Read]} | GROUP LITERAL * READ ALLOW *
          {resource: {type: transactionalId, name: x}, operations: [Describe]} | TRANSACTIONAL_ID LITERAL x DESCRIBE ALLOW *
          {resource: {type: cluster}, operations: [All]} | CLUSTER LITERAL kafka-cluster ALL ALLOW *
          {resource: {type: cluster}, operations: [ClusterAction], type: deny, host: 10.0.0.1} | CLUSTER LITERAL kafka-cluster CLUSTER_ACTION DENY 10.0.0.1
          {resource: {type: topic, name: t}, operations: [AlterConfigs]} | TOPIC LITERAL t ALTER_CONFIGS ALLOW *
          """)
  void rulesAreTranslated(String rule, String words) {
    AclBinding binding = rules("scram-sha-512", rule).iterator().next();

    var pattern = binding.pattern();
    var entry = binding.entry();
    assertThat(
            "%s %s %s %s %s %s"
                .formatted(
                    pattern.resourceType(),
                    pattern.patternType(),
                    pattern.name(),
                    entry.operation(),
                    entry.permissionType(),
                    entry.host()))
        .isEqualTo(words);
    assertThat(entry.principal()).isEqualTo("User:u");
  }

  @Test
  void aRulePerOperationForTheNameOfTheCertificate() {
    assertThat(rules("tls", "{resource: {type: topic, name: t}, operations: [Read, Write]}"))
        .hasSize(2)
        .allSatisfy(rule -> assertThat(rule.entry().principal()).isEqualTo("User:CN=u"));
  }

  @Test
  void aRuleWithoutANameIsRefused() {
    assertThatThrownBy(() -> rules("tls", "{resource: {type: topic}, operations: [Read]}"))
        .hasMessageContaining("Name is required for resource type: TOPIC");
  }

  @Test
  void aNewUserGetsEverything() {
    Access user = user("[Read]", Map.of("producer_byte_rate", 5.0));

    AccessChange change = AccessChange.of(user, NOTHING, NEVER);

    assertThat(change.add()).isEqualTo(user.rules());
    assertThat(change.delete()).isEmpty();
    assertThat(change.quotas()).isEqualTo(Map.of("u", Map.of("producer_byte_rate", 5.0)));
    assertThat(change.dropPassword()).isFalse();
  }

  @Test
  void whatIsThereStaysAndWhatIsTooMuchGoes() {
    Access before = user("[Read, Write]", Map.of());
    Access after = user("[Read]", Map.of());

    AccessChange change = AccessChange.of(after, known(before), before);

    assertThat(change.add()).isEmpty();
    assertThat(change.delete())
        .extracting(rule -> rule.entry().operation().toString())
        .containsExactly("WRITE");
    assertThat(change.quotas()).isEmpty();
  }

  @Test
  void whatTheBrokersDoNotKnowYetIsWrittenAgain() {
    Access user = user("[Read]", Map.of());

    assertThat(AccessChange.of(user, NOTHING, user).add()).isEqualTo(user.rules());
    assertThat(AccessChange.of(NEVER, NOTHING, user).delete()).isEqualTo(user.rules());
  }

  @Test
  void aUserThatIsRemovedLosesItsPasswordRulesAndLimits() {
    Access user = user("[Read]", Map.of("consumer_byte_rate", 1.0));

    AccessChange change = AccessChange.of(NEVER, known(user), user);

    assertThat(change.dropPassword()).isTrue();
    assertThat(change.delete()).isEqualTo(user.rules());
    assertThat(change.quotas()).isEqualTo(Map.of("u", Map.of()));
  }

  @Test
  void whatWasWrittenIsKnownWithoutAskingABroker() {
    Access before = user("[Read, Write]", Map.of("producer_byte_rate", 5.0));
    Access after = user("[Read]", Map.of());

    assertThat(known(before).with(List.of(after))).isEqualTo(known(after));
    assertThat(known(before).with(List.of(NEVER))).isEqualTo(NOTHING);
  }

  @ParameterizedTest(name = "{1} on {0}")
  @CsvSource({
    "TRANSACTIONAL_ID, TWO_PHASE_COMMIT",
    "DELEGATION_TOKEN, DESCRIBE",
    "USER, CREATE_TOKENS",
    "TOPIC, DESCRIBE_TOKENS"
  })
  void aRuleForWhichStrimziHasNoWordsIsRefused(ResourceType type, AclOperation operation) {
    assertThatThrownBy(() -> AccessRules.checkExpressible(denial(type, operation)))
        .hasMessageStartingWith("Invalid ");
  }

  @Test
  void aRuleForWhichStrimziHasWordsIsNot() {
    assertThatCode(() ->
            AccessRules.checkExpressible(
                denial(ResourceType.CLUSTER, AclOperation.IDEMPOTENT_WRITE)))
        .doesNotThrowAnyException();
  }

  @Test
  void noPasswordIsPrinted() {
    assertThat(user("[Read]", Map.of()).toString()).doesNotContain("hunter2");
  }

  private static AclBinding denial(ResourceType type, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, "*", PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
  }

  private static Known known(Access user) {
    Map<String, Map<String, Double>> quotas = new HashMap<>(user.quotas());
    return new Known(Set.of("u"), Map.of("u", user.rules()), quotas);
  }

  private static Access user(String operations, Map<String, Double> quotas) {
    String rule = "{resource: {type: topic, name: t}, operations: %s}".formatted(operations);
    return new Access(
        "u",
        Optional.of("hunter2"),
        rules("scram-sha-512", rule),
        quotas.isEmpty() ? Map.of() : Map.of("u", quotas));
  }

  private static Set<AclBinding> rules(String login, String rule) {
    KafkaUser user =
        Yaml.read(
            """
            metadata: {name: u}
            spec:
              authentication: {type: %s}
              authorization: {type: simple, acls: [%s]}
            """
                .formatted(login, rule),
            KafkaUser.class);
    return UserSpec.of(user, true).rules();
  }
}
