package dev.strimzidr.fence;

import dev.strimzidr.kafka.BrokerConnection;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeAclsRequest;
import org.apache.kafka.common.requests.DescribeAclsResponse;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What one broker knows of the denial, and of the user that tries it.
 *
 * @param denial the ACLs of the denial that it has
 * @param lacking what the user is not allowed: a refusal of that proves nothing
 */
record BrokerAcls(String user, Set<AclBinding> denial, Set<ResourceType> lacking) {
  private static final Set<ResourceType> ALLOWED =
      Set.of(
          ResourceType.TOPIC,
          ResourceType.GROUP,
          ResourceType.TRANSACTIONAL_ID,
          ResourceType.CLUSTER);

  /** Reads them; a broker answers this from its own memory. */
  static BrokerAcls of(BrokerConnection connection, String user) {
    String principal = "User:" + user;
    Set<AclBinding> denial = new HashSet<>(read(connection, Denial.EVERYBODY));
    denial.removeIf(acl -> !Denial.has(acl));
    Set<AclBinding> own = read(connection, principal);
    Set<ResourceType> lacking =
        ALLOWED.stream()
            .filter(type -> !own.contains(all(principal, type)))
            .collect(Collectors.toCollection(TreeSet::new));
    return new BrokerAcls(user, denial, lacking);
  }

  /** How they are not as they have to be at a level. */
  List<String> problems(Access level) {
    List<String> problems = new ArrayList<>();
    Set<String> missing = new TreeSet<>();
    Denial.missing(level, denial).forEach(acl -> missing.add(Denial.words(acl)));
    if (!missing.isEmpty()) {
      problems.add("it lacks " + String.join(", ", missing));
    }
    Set<String> left = new TreeSet<>();
    Denial.tooMuch(level, denial).forEach(acl -> left.add(Denial.words(acl)));
    if (!left.isEmpty()) {
      problems.add("it still has " + String.join(", ", left));
    }
    if (!lacking.isEmpty()) {
      problems.add(
          "%s is not allowed All on every %s, so that its refusal shows nothing: run site.yml"
              .formatted(user, lacking));
    }
    return problems;
  }

  private static AclBinding all(String principal, ResourceType type) {
    String name =
        type == ResourceType.CLUSTER ? Resource.CLUSTER_NAME : ResourcePattern.WILDCARD_RESOURCE;
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.ALLOW));
  }

  private static Set<AclBinding> read(BrokerConnection connection, String principal) {
    DescribeAclsResponse response =
        (DescribeAclsResponse)
            connection.ask(
                new DescribeAclsRequest.Builder(
                    new AclBindingFilter(
                        ResourcePatternFilter.ANY,
                        new AccessControlEntryFilter(
                            principal, null, AclOperation.ANY, AclPermissionType.ANY))));
    ApiError error = response.error();
    if (error.isFailure()) {
      throw new ModuleFailure(
          Reason.FORBIDDEN,
          "the broker does not tell %s its ACLs: %s"
              .formatted(principal, error.messageWithFallback()));
    }
    return new HashSet<>(DescribeAclsResponse.aclBindings(response.acls()));
  }
}
