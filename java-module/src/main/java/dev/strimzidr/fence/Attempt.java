package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.record.Access;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client tries at each broker to show where its rights end: as declared, so that it is
 * refused only by the fence. Pure.
 *
 * @param writes topics that it tries to write to
 * @param reads topics that it tries to read from
 * @param groups groups as whose member it tries to speak
 * @param transactions transactional ids of which it tries to end a transaction
 * @param creations topics that it tries to create
 */
record Attempt(
    Set<String> writes,
    Set<String> reads,
    Set<String> groups,
    Set<String> transactions,
    Set<String> creations) {
  /** What nobody has: where a user may use any name, this one shows it. */
  static final String SOME = "strimzi-dr-fence-probe";

  /**
   * What a user may do when the site is open and not at this level; when it is open, what it may.
   */
  static Attempt of(JsonNode declared, Access level, Collection<String> topics) {
    Set<String> writes = new TreeSet<>();
    Set<String> reads = new TreeSet<>();
    Set<String> groups = new TreeSet<>();
    Set<String> transactions = new TreeSet<>();
    Set<String> creations = new TreeSet<>();
    for (JsonNode acl : declared) {
      JsonNode resource = acl.path("resource");
      String type = resource.path("type").asText();
      if (type.equals("topic") && Rights.grants(acl, "Write")) {
        topics.stream().filter(topic -> Rights.covers(resource, topic)).forEach(writes::add);
      }
      if (type.equals("topic") && Rights.grants(acl, "Read")) {
        topics.stream().filter(topic -> Rights.covers(resource, topic)).forEach(reads::add);
      }
      if (type.equals("group") && Rights.grants(acl, "Read")) {
        groups.add(name(resource));
      }
      if (type.equals("transactionalId") && Rights.grants(acl, "Write")) {
        transactions.add(name(resource));
      }
      if (type.equals("topic") && Rights.grants(acl, "Create")) {
        creations.add(name(resource));
      }
      if (type.equals("cluster") && Rights.grants(acl, "Create")) {
        creations.add(SOME);
      }
    }
    return level == Access.CLOSED
        ? new Attempt(writes, reads, groups, transactions, creations)
        : new Attempt(writes, Set.of(), Set.of(), transactions, creations);
  }

  /** How much is tried. */
  int size() {
    return writes.size() + reads.size() + groups.size() + transactions.size() + creations.size();
  }

  private static String name(JsonNode resource) {
    String name = resource.path("name").asText();
    if (name.equals("*")) {
      return SOME;
    }
    boolean prefix = resource.path("patternType").asText("literal").equals("prefix");
    return prefix ? name + SOME : name;
  }
}
