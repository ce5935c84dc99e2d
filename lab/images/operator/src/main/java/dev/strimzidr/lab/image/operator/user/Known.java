package dev.strimzidr.lab.image.operator.user;

import java.util.Collection;
import java.util.HashMap;
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

  /** The same after users were written. */
  Known with(Collection<Access> users) {
    Known after =
        new Known(new HashSet<>(withPassword), new HashMap<>(rules), new HashMap<>(quotas));
    users.forEach(after::write);
    return after;
  }

  private void write(Access user) {
    withPassword.remove(user.user());
    user.password().ifPresent(password -> withPassword.add(user.user()));
    rules.keySet().removeAll(user.principals());
    rules.putAll(KnownUsers.byPrincipal(user.rules()));
    quotas.keySet().removeAll(user.principals());
    quotas.putAll(user.quotas());
  }

  Set<AclBinding> rulesOf(Access user) {
    Set<AclBinding> all = new HashSet<>();
    user.principals().forEach(name -> all.addAll(rules.getOrDefault(name, Set.of())));
    return all;
  }
}
