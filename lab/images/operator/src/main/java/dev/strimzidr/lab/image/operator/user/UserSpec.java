package dev.strimzidr.lab.image.operator.user;

import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthentication;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserQuotas;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.KafkaUserTlsClientAuthentication;
import io.strimzi.api.kafka.model.user.KafkaUserTlsExternalClientAuthentication;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;

/**
 * The user that a resource asks for.
 *
 * @param rules what it may do, as Kafka's rules for the name that it logs in with
 * @param quotas its limits by their names in Kafka
 */
record UserSpec(String name, Login login, Set<AclBinding> rules, Map<String, Double> quotas) {
  private static final int LONGEST_COMMON_NAME = 64;

  /**
   * Reads a resource.
   *
   * @throws UserRefusal when it asks for what cannot be
   */
  static UserSpec of(KafkaUser user, boolean acls) {
    String name = user.getMetadata().getName();
    Login login = login(user.getSpec().getAuthentication());
    if (login instanceof Login.Certificate && name.length() > LONGEST_COMMON_NAME) {
      throw UserRefusal.resource(
          "Users with TLS client authentication can have a username (name of the KafkaUser custom"
              + " resource) only up to 64 characters long.");
    }
    return new UserSpec(
        name, login, rules(user, login.principal(name), acls), quotas(user.getSpec().getQuotas()));
  }

  String principal() {
    return login.principal(name);
  }

  private static Login login(@Nullable KafkaUserAuthentication authentication) {
    return switch (authentication) {
      case null -> new Login.None();
      case KafkaUserScramSha512ClientAuthentication scram -> new Login.Password(given(scram));
      case KafkaUserTlsClientAuthentication tls ->
          new Login.Certificate(
              Optional.ofNullable(tls.getValidityDays()),
              Optional.ofNullable(tls.getRenewalDays()));
      case KafkaUserTlsExternalClientAuthentication external -> new Login.ForeignCertificate();
      default ->
          throw new IllegalArgumentException("Unknown authentication " + authentication.getType());
    };
  }

  private static Optional<Login.Given> given(KafkaUserScramSha512ClientAuthentication scram) {
    if (scram.getPassword() == null) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.ofNullable(scram.getPassword().getValueFrom())
            .map(source -> source.getSecretKeyRef())
            .filter(secret -> secret.getName() != null && secret.getKey() != null)
            .map(secret -> new Login.Given(secret.getName(), secret.getKey()))
            .orElseThrow(() ->
                UserRefusal.resource(
                    "Resource requests custom SCRAM-SHA-512 password but doesn't specify the secret"
                        + " name and/or key")));
  }

  private static Set<AclBinding> rules(KafkaUser user, String principal, boolean acls) {
    if (!(user.getSpec().getAuthorization() instanceof KafkaUserAuthorizationSimple simple)) {
      return Set.of();
    }
    if (!acls) {
      throw UserRefusal.resource(
          "Simple authorization ACL rules are configured but not supported in the Kafka cluster"
              + " configuration.");
    }
    return AccessRules.of(simple.getAcls(), principal);
  }

  private static Map<String, Double> quotas(@Nullable KafkaUserQuotas quotas) {
    Map<String, Double> limits = new TreeMap<>();
    if (quotas != null) {
      put(limits, "producer_byte_rate", quotas.getProducerByteRate());
      put(limits, "consumer_byte_rate", quotas.getConsumerByteRate());
      put(limits, "request_percentage", quotas.getRequestPercentage());
      put(limits, "controller_mutation_rate", quotas.getControllerMutationRate());
    }
    return limits;
  }

  private static void put(Map<String, Double> limits, String name, @Nullable Number value) {
    if (value != null) {
      limits.put(name, value.doubleValue());
    }
  }
}
