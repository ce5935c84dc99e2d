package dev.strimzidr.drift;

import java.util.Map;
import java.util.Set;

/**
 * What a cluster has at one moment.
 *
 * @param brokers how many are alive
 * @param topics the topics of clients, by name
 * @param users the users with a password
 * @param acls what users may do, without the denial of a fence
 * @param reassigned partitions of which replicas are being moved to other brokers
 */
public record Snapshot(
    int brokers,
    Map<String, Topic> topics,
    Set<String> users,
    Set<Acl> acls,
    Set<String> reassigned) {

  /**
   * A topic.
   *
   * @param partitions how many
   * @param inSync the fewest replicas in sync that a partition has; none where it has no leader
   * @param settings what is set for the topic itself
   * @param taken what it takes over from its brokers
   */
  public record Topic(
      int partitions, int inSync, Map<String, String> settings, Map<String, String> taken) {}

  /**
   * One permission.
   *
   * @param user whose
   * @param permission ALLOW or DENY
   * @param operation such as WRITE
   * @param resource on what, such as {@code topic my-topic}
   * @param host from where
   */
  public record Acl(
      String user, String permission, String operation, String resource, String host) {
    @Override
    public String toString() {
      return "%s may %s%s %s%s"
          .formatted(
              user,
              permission.equals("DENY") ? "not " : "",
              operation,
              resource,
              host.equals("*") ? "" : " from " + host);
    }
  }
}
