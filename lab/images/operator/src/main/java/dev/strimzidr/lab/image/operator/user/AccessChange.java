package dev.strimzidr.lab.image.operator.user;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What makes Kafka know of a user what it is to know.
 *
 * @param quotas by principal, all limits with their new values; absent ones are to go
 */
record AccessChange(
    Access user,
    boolean dropPassword,
    Set<AclBinding> add,
    Set<AclBinding> delete,
    Map<String, Map<String, Double>> quotas) {

  /**
   * The difference. A broker learns of a change a moment after the controller has confirmed it:
   * what is only known, or only remembered, may or may not be there.
   *
   * @param known what a broker says
   * @param last what was last written for this user
   */
  static AccessChange of(Access user, Known known, Access last) {
    Set<AclBinding> certain = known.rulesOf(user);
    certain.retainAll(last.rules());
    Set<AclBinding> possible = known.rulesOf(user);
    possible.addAll(last.rules());
    Set<AclBinding> add = new HashSet<>(user.rules());
    add.removeAll(certain);
    possible.removeAll(user.rules());
    Map<String, Map<String, Double>> quotas = new HashMap<>();
    for (String principal : user.principals()) {
      var wanted = user.quotas().getOrDefault(principal, Map.of());
      if (!wanted.equals(known.quotas().getOrDefault(principal, Map.of()))
          || !wanted.equals(last.quotas().getOrDefault(principal, Map.of()))) {
        quotas.put(principal, wanted);
      }
    }
    boolean hasPassword = known.withPassword().contains(user.user()) || last.password().isPresent();
    return new AccessChange(user, user.password().isEmpty() && hasPassword, add, possible, quotas);
  }
}
