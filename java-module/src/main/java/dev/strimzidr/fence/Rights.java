package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.WriteOperations;
import dev.strimzidr.record.Access;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * What is left of a user's ACLs at a level of access. Pure; ACLs are in the form of a KafkaUser.
 */
final class Rights {
  private static final String READ = "Read";
  private static final List<String> ALL = List.of(READ, "Describe", "DescribeConfigs");

  private Rights() {}

  /** Whether an operation, as a KafkaUser spells it, writes records or changes topics. */
  private static boolean writes(String operation) {
    return WriteOperations.ALL.contains(SecurityUtils.operation(operation));
  }

  /**
   * The ACLs that are left.
   *
   * @param declared what the user may do when the site is open
   * @param transactions whether transactions that have begun may still be ended
   */
  static ArrayNode at(Access level, JsonNode declared, boolean transactions) {
    ArrayNode left = JsonNodeFactory.instance.arrayNode();
    for (JsonNode acl : declared) {
      if (level == Access.OPEN || acl.path("type").asText("allow").equals("deny")) {
        left.add(acl);
        continue;
      }
      if (transactions && ofTransactions(acl)) {
        left.add(acl);
        continue;
      }
      List<String> operations = operations(acl);
      if (operations.remove("All")) {
        ALL.stream().filter(one -> !operations.contains(one)).forEach(operations::add);
      }
      operations.removeIf(Rights::writes);
      if (level == Access.CLOSED) {
        operations.remove(READ);
      }
      if (!operations.isEmpty()) {
        ObjectNode less = acl.deepCopy();
        ArrayNode kept = less.putArray("operations");
        operations.forEach(kept::add);
        left.add(less);
      }
    }
    return left;
  }

  /** Whether an ACL lets a user do one of these, or everything. */
  static boolean grants(JsonNode acl, String operation) {
    List<String> operations = operations(acl);
    return !acl.path("type").asText("allow").equals("deny")
        && (operations.contains(operation) || operations.contains("All"));
  }

  /** Whether a user may read or write anything, so that a fence can be tried. */
  static boolean triable(JsonNode declared) {
    for (JsonNode acl : declared) {
      if (grants(acl, READ) || grants(acl, "Write")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a user may write in transactions. */
  static boolean transactional(JsonNode declared) {
    for (JsonNode acl : declared) {
      if (ofTransactions(acl) && grants(acl, "Write")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a user may write in a transaction of this id. */
  static boolean transaction(JsonNode declared, String id) {
    for (JsonNode acl : declared) {
      if (ofTransactions(acl) && grants(acl, "Write") && covers(acl.path("resource"), id)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the resource of an ACL stands for this name. */
  static boolean covers(JsonNode resource, String name) {
    String pattern = resource.path("name").asText();
    return pattern.equals("*")
        || pattern.equals(name)
        || (resource.path("patternType").asText("literal").equals("prefix")
            && name.startsWith(pattern));
  }

  private static boolean ofTransactions(JsonNode acl) {
    return acl.path("resource").path("type").asText().equals("transactionalId");
  }

  private static List<String> operations(JsonNode acl) {
    List<String> operations = new ArrayList<>();
    acl.path("operations").forEach(operation -> operations.add(operation.asText()));
    return operations;
  }
}
