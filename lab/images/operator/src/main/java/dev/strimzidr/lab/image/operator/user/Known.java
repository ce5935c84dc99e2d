package dev.strimzidr.lab.image.operator.user;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What Kafka says that it knows of all users.
 *
 * @param withPassword users that have a SCRAM-SHA-512 password
 * @param rules access rules by principal
 * @param quotas limits by principal
 */
record Known(
    Set<String> withPassword,
    Map<String, Set<AclBinding>> rules,
    Map<String, Map<String, Double>> quotas) {

  /** All principals of which there is anything. */
  Set<String> principals() {
    Set<String> all = new TreeSet<>(withPassword);
    all.addAll(rules.keySet());
    all.addAll(quotas.keySet());
    return all;
  }

  Set<AclBinding> rulesOf(Access user) {
    Set<AclBinding> all = new HashSet<>();
    user.principals().forEach(name -> all.addAll(rules.getOrDefault(name, Set.of())));
    return all;
  }
}
