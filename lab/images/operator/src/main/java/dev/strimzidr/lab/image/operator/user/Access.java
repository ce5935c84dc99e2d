package dev.strimzidr.lab.image.operator.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What Kafka is to know of a user, under both of its names.
 *
 * @param password its SCRAM-SHA-512 password, if it logs in with one
 * @param rules all its access rules
 * @param quotas its limits by principal; a principal without limits is not there
 */
record Access(
    String user,
    Optional<String> password,
    Set<AclBinding> rules,
    Map<String, Map<String, Double>> quotas) {

  static Access of(UserSpec spec, Optional<String> password) {
    return new Access(
        spec.name(),
        password,
        spec.rules(),
        spec.quotas().isEmpty() ? Map.of() : Map.of(spec.principal(), spec.quotas()));
  }

  /** A user that is not to be. */
  static Access none(String user) {
    return new Access(user, Optional.empty(), Set.of(), Map.of());
  }

  boolean isNone() {
    return equals(none(user));
  }

  List<String> principals() {
    return Principals.both(user);
  }

  /** A password is never printed. */
  @Override
  public String toString() {
    return "Access of " + user;
  }
}
