package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.image.operator.admin.Answers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;

/**
 * Asks Kafka what it knows of all users.
 *
 * @param acls whether the cluster has an authorizer that can be asked
 */
record KnownUsers(Admin admin, boolean acls) {
  private static final ClientQuotaFilter OF_USERS =
      ClientQuotaFilter.containsOnly(
          List.of(ClientQuotaFilterComponent.ofEntityType(ClientQuotaEntity.USER)));

  /**
   * The answer of a broker.
   *
   * @throws IllegalArgumentException when a user has an access rule that no resource can express
   */
  Known read() {
    var passwords = admin.describeUserScramCredentials().all();
    var limits = admin.describeClientQuotas(OF_USERS).entities();
    Collection<AclBinding> rules =
        acls ? Answers.of(admin.describeAcls(AclBindingFilter.ANY).values()) : List.of();
    rules.stream()
        .filter(rule -> Principals.untyped(rule.entry().principal()).isPresent())
        .forEach(AccessRules::checkExpressible);
    return new Known(
        withPassword(Answers.of(passwords)), byPrincipal(rules), byUser(Answers.of(limits)));
  }

  private static Set<String> withPassword(
      Map<String, UserScramCredentialsDescription> credentials) {
    return credentials.values().stream()
        .filter(user ->
            user.credentialInfos().stream()
                .anyMatch(info -> info.mechanism() == ScramMechanism.SCRAM_SHA_512))
        .map(UserScramCredentialsDescription::name)
        .collect(Collectors.toSet());
  }

  static Map<String, Set<AclBinding>> byPrincipal(Collection<AclBinding> rules) {
    return rules.stream()
        .filter(rule -> Principals.untyped(rule.entry().principal()).isPresent())
        .collect(
            Collectors.groupingBy(
                rule -> Principals.untyped(rule.entry().principal()).orElseThrow(),
                Collectors.toSet()));
  }

  private static Map<String, Map<String, Double>> byUser(
      Map<ClientQuotaEntity, Map<String, Double>> limits) {
    return limits.entrySet().stream()
        // The limits of users that have none of their own are those of no user.
        .filter(entry -> entry.getKey().entries().get(ClientQuotaEntity.USER) != null)
        .collect(
            Collectors.toMap(
                entry ->
                    Objects.requireNonNull(entry.getKey().entries().get(ClientQuotaEntity.USER)),
                Map.Entry::getValue));
  }
}
