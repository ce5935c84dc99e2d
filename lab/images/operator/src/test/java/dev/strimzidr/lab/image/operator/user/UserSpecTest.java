package dev.strimzidr.lab.image.operator.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSpecTest {
  private static final String RESOURCE =
      "io.strimzi.operator.common.ReconciliationException:"
          + " io.strimzi.operator.common.model.InvalidResourceException: ";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {authentication: {type: scram-sha-512}} | u
          {authentication: {type: tls}}           | CN=u
          {authentication: {type: tls-external}}  | CN=u
          {}                                      | u
          """)
  void theLoginDecidesTheName(String spec, String principal) {
    assertThat(UserSpec.of(user("u", spec), true).principal()).isEqualTo(principal);
    assertThat(Principals.user(principal)).isEqualTo("u");
  }

  @Test
  void quotasHaveTheirNamesInKafka() {
    var spec =
        UserSpec.of(user("u", "{quotas: {producerByteRate: 5, requestPercentage: 7}}"), true);

    assertThat(spec.quotas())
        .isEqualTo(Map.of("producer_byte_rate", 5.0, "request_percentage", 7.0));
  }

  @Test
  void aPasswordWithoutItsSecretIsRefused() {
    var user = user("u", "{authentication: {type: scram-sha-512, password: {valueFrom: {}}}}");

    assertThatThrownBy(() -> UserSpec.of(user, true))
        .hasMessage(
            RESOURCE
                + "Resource requests custom SCRAM-SHA-512 password but doesn't specify the secret"
                + " name and/or key");
  }

  @Test
  void aNameThatNoCertificateHoldsIsRefused() {
    var user = user("u".repeat(65), "{authentication: {type: tls}}");

    assertThatThrownBy(() -> UserSpec.of(user, true))
        .hasMessageStartingWith(RESOURCE + "Users with TLS client authentication");
  }

  @Test
  void rulesNeedAnAuthorizer() {
    var user = user("u", "{authorization: {type: simple, acls: []}}");

    assertThatThrownBy(() -> UserSpec.of(user, false))
        .hasMessageStartingWith(RESOURCE + "Simple authorization ACL rules are configured");
  }

  private static KafkaUser user(String name, String spec) {
    return Yaml.read("{metadata: {name: %s}, spec: %s}".formatted(name, spec), KafkaUser.class);
  }
}
