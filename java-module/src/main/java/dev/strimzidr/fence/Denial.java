package dev.strimzidr.fence;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CLUSTER_ACTION;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.IDEMPOTENT_WRITE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.strimzidr.record.Access;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The ACLs of type DENY for every principal that close a site. In Kafka's authorizer a DENY wins
 * over every ALLOW; only super users are exempt. All of them are ACLs that a KafkaUser could
 * express: another resource type or operation makes the cache of Strimzi's User Operator fail. No
 * I/O.
 */
public final class Denial {
  /** The principal that stands for every principal. */
  public static final String EVERYBODY = "User:*";

  private static final Set<AclBinding> READ_ONLY = readOnly();
  private static final Set<AclBinding> CLOSED = closed();

  private Denial() {}

  /** The denial of a level; empty where a site is open. */
  static Set<AclBinding> at(Access level) {
    return switch (level) {
      case OPEN -> Set.of();
      case READ_ONLY -> READ_ONLY;
      case CLOSED -> CLOSED;
    };
  }

  /** The ACLs of a level that are not among these. */
  static Set<AclBinding> missing(Access level, Collection<AclBinding> live) {
    Set<AclBinding> missing = new LinkedHashSet<>(at(level));
    missing.removeAll(live);
    return missing;
  }

  /** Those among these that only a stricter level has. */
  static Set<AclBinding> tooMuch(Access level, Collection<AclBinding> live) {
    Set<AclBinding> tooMuch = beyond(level);
    tooMuch.retainAll(live);
    return tooMuch;
  }

  /** The ACLs that a stricter level has and this one does not. */
  static Set<AclBinding> beyond(Access level) {
    Set<AclBinding> beyond = new LinkedHashSet<>(CLOSED);
    beyond.removeAll(at(level));
    return beyond;
  }

  /** True if an ACL is one by which some level closes a site. */
  public static boolean has(AclBinding acl) {
    return CLOSED.contains(acl);
  }

  /** An ACL in words, such as {@code DENY WRITE on TOPIC *}. */
  static String words(AclBinding acl) {
    return "%s %s on %s %s"
        .formatted(
            acl.entry().permissionType(),
            acl.entry().operation(),
            acl.pattern().resourceType(),
            acl.pattern().name());
  }

  /**
   * Whoever may alter the cluster could remove the denial. A transaction that is open may still be
   * ended: that needs Write on the transactional ID only.
   */
  private static Set<AclBinding> readOnly() {
    Set<AclBinding> denial = new LinkedHashSet<>();
    denial.addAll(
        deny(
            ResourceType.TOPIC,
            ResourcePattern.WILDCARD_RESOURCE,
            WRITE,
            CREATE,
            DELETE,
            ALTER,
            ALTER_CONFIGS));
    denial.addAll(
        deny(
            ResourceType.CLUSTER,
            Resource.CLUSTER_NAME,
            CREATE,
            ALTER,
            ALTER_CONFIGS,
            IDEMPOTENT_WRITE,
            CLUSTER_ACTION));
    return Set.copyOf(denial);
  }

  /** Describe stays: positions of groups can be read, and a mirror can look at topics. */
  private static Set<AclBinding> closed() {
    Set<AclBinding> denial = new LinkedHashSet<>(READ_ONLY);
    denial.addAll(deny(ResourceType.TOPIC, ResourcePattern.WILDCARD_RESOURCE, READ));
    denial.addAll(deny(ResourceType.GROUP, ResourcePattern.WILDCARD_RESOURCE, READ, DELETE));
    denial.addAll(deny(ResourceType.TRANSACTIONAL_ID, ResourcePattern.WILDCARD_RESOURCE, WRITE));
    return Set.copyOf(denial);
  }

  private static List<AclBinding> deny(ResourceType type, String name, AclOperation... operations) {
    ResourcePattern pattern = new ResourcePattern(type, name, PatternType.LITERAL);
    return List.of(operations).stream()
        .map(operation ->
            new AclBinding(
                pattern, new AccessControlEntry(EVERYBODY, "*", operation, AclPermissionType.DENY)))
        .toList();
  }
}
