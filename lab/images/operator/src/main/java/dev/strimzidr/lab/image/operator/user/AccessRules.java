package dev.strimzidr.lab.image.operator.user;

import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleClusterResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** Translates access rules from Strimzi's words to Kafka's. */
final class AccessRules {
  private static final String CLUSTER = "kafka-cluster";
  private static final Set<ResourceType> RESOURCES =
      EnumSet.of(
          ResourceType.TOPIC,
          ResourceType.GROUP,
          ResourceType.TRANSACTIONAL_ID,
          ResourceType.CLUSTER);
  private static final Set<AclOperation> OPERATIONS =
      Arrays.stream(StrimziAclOperation.values())
          .map(AccessRules::operation)
          .collect(Collectors.toUnmodifiableSet());

  private AccessRules() {}

  static Set<AclBinding> of(@Nullable List<AclRule> rules, String principal) {
    Set<AclBinding> bindings = new LinkedHashSet<>();
    for (AclRule rule : Optional.ofNullable(rules).orElse(List.of())) {
      ResourcePattern pattern = pattern(rule.getResource());
      AclPermissionType permission =
          switch (rule.getType()) {
            case ALLOW -> AclPermissionType.ALLOW;
            case DENY -> AclPermissionType.DENY;
          };
      for (StrimziAclOperation operation :
          Optional.ofNullable(rule.getOperations()).orElse(List.of())) {
        bindings.add(
            new AclBinding(
                pattern,
                new AccessControlEntry(
                    Principals.typed(principal),
                    rule.getHost(),
                    operation(operation),
                    permission)));
      }
    }
    return bindings;
  }

  /**
   * Refuses a rule of Kafka's for which Strimzi has no words.
   *
   * @throws IllegalArgumentException naming what cannot be expressed
   */
  static void checkExpressible(AclBinding rule) {
    if (!RESOURCES.contains(rule.pattern().resourceType())) {
      throw new IllegalArgumentException("Invalid Resource type: " + rule.pattern().resourceType());
    }
    if (!OPERATIONS.contains(rule.entry().operation())) {
      throw new IllegalArgumentException("Invalid operation: " + rule.entry().operation());
    }
  }

  private static ResourcePattern pattern(AclRuleResource resource) {
    return switch (resource) {
      case AclRuleTopicResource topic ->
          pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
      case AclRuleGroupResource group ->
          pattern(ResourceType.GROUP, group.getName(), group.getPatternType());
      case AclRuleTransactionalIdResource id ->
          pattern(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
      case AclRuleClusterResource cluster ->
          pattern(ResourceType.CLUSTER, CLUSTER, AclResourcePatternType.LITERAL);
      default ->
          throw new IllegalArgumentException("Invalid Acl resource class: " + resource.getClass());
    };
  }

  private static ResourcePattern pattern(
      ResourceType type, @Nullable String name, @Nullable AclResourcePatternType pattern) {
    if (name == null) {
      throw UserRefusal.failure(
          new IllegalArgumentException("Name is required for resource type: " + type));
    }
    return new ResourcePattern(
        type,
        name,
        pattern == AclResourcePatternType.PREFIX ? PatternType.PREFIXED : PatternType.LITERAL);
  }

  private static AclOperation operation(StrimziAclOperation operation) {
    return switch (operation) {
      case READ -> AclOperation.READ;
      case WRITE -> AclOperation.WRITE;
      case CREATE -> AclOperation.CREATE;
      case DELETE -> AclOperation.DELETE;
      case ALTER -> AclOperation.ALTER;
      case DESCRIBE -> AclOperation.DESCRIBE;
      case CLUSTERACTION -> AclOperation.CLUSTER_ACTION;
      case ALTERCONFIGS -> AclOperation.ALTER_CONFIGS;
      case DESCRIBECONFIGS -> AclOperation.DESCRIBE_CONFIGS;
      case IDEMPOTENTWRITE -> AclOperation.IDEMPOTENT_WRITE;
      case ALL -> AclOperation.ALL;
    };
  }
}
