package dev.strimzidr.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a standby differs from the active site, beyond what makes it a standby. No I/O. */
public final class Drift {
  private static final String LEAST_IN_SYNC = "min.insync.replicas";

  /** What brokers give to topics that do not say it themselves, and records depend on. */
  private static final List<String> TAKEN =
      List.of(
          LEAST_IN_SYNC,
          "max.message.bytes",
          "retention.ms",
          "retention.bytes",
          "cleanup.policy",
          "message.timestamp.type",
          "unclean.leader.election.enable");

  private final Snapshot active;
  private final Snapshot standby;
  private final Set<String> siteUsers;

  /**
   * Compares.
   *
   * @param siteUsers users that exist at one site only: those by which a mirror writes
   */
  public Drift(Snapshot active, Snapshot standby, Set<String> siteUsers) {
    this.active = active;
    this.standby = standby;
    this.siteUsers = siteUsers;
  }

  /** Every difference in words, by what it is about; empty lists where there is none. */
  public Map<String, List<String>> differences() {
    Map<String, List<String>> differences = new LinkedHashMap<>();
    differences.put("topics", topics());
    differences.put("settings", settings());
    differences.put("users", users());
    differences.put("acls", acls());
    differences.put("capacity", capacity());
    differences.put("not_writable", notWritable());
    differences.put("reassigned", reassigned());
    return differences;
  }

  private List<String> topics() {
    List<String> found = new ArrayList<>();
    for (String topic : union(active.topics().keySet(), standby.topics().keySet())) {
      Snapshot.Topic here = active.topics().get(topic);
      Snapshot.Topic there = standby.topics().get(topic);
      if (here == null) {
        found.add("%s is only at the standby".formatted(topic));
      } else if (there == null) {
        found.add("%s is not at the standby".formatted(topic));
      } else if (here.partitions() != there.partitions()) {
        found.add(
            "%s has %d partitions, at the standby %d"
                .formatted(topic, here.partitions(), there.partitions()));
      }
    }
    return found;
  }

  private List<String> settings() {
    List<String> found = new ArrayList<>();
    active
        .topics()
        .forEach((name, topic) -> {
          Snapshot.Topic other = standby.topics().get(name);
          if (other == null) {
            return;
          }
          for (String setting : union(topic.settings().keySet(), other.settings().keySet())) {
            String here = topic.settings().getOrDefault(setting, "not set");
            String there = other.settings().getOrDefault(setting, "not set");
            if (!here.equals(there)) {
              found.add("%s: %s is %s, at the standby %s".formatted(name, setting, here, there));
            }
          }
        });
    return found;
  }

  private List<String> users() {
    List<String> found = new ArrayList<>();
    for (String user : union(active.users(), standby.users())) {
      if (ofSite(user)) {
        continue;
      }
      if (!standby.users().contains(user)) {
        found.add("%s is not at the standby".formatted(user));
      } else if (!active.users().contains(user)) {
        found.add("%s is only at the standby".formatted(user));
      }
    }
    return found;
  }

  private List<String> acls() {
    List<String> found = new ArrayList<>();
    for (Snapshot.Acl acl : active.acls()) {
      if (!ofSite(acl.user()) && !standby.acls().contains(acl)) {
        found.add(acl + ", not at the standby");
      }
    }
    for (Snapshot.Acl acl : standby.acls()) {
      if (!ofSite(acl.user()) && !active.acls().contains(acl)) {
        found.add(acl + ", only at the standby");
      }
    }
    found.sort(null);
    return found;
  }

  private boolean ofSite(String user) {
    return siteUsers.contains(user);
  }

  private List<String> capacity() {
    List<String> found = new ArrayList<>();
    if (standby.brokers() < active.brokers()) {
      found.add(
          "%d brokers are alive, at the standby %d".formatted(active.brokers(), standby.brokers()));
    }
    for (String setting : TAKEN) {
      taken(setting)
          .forEach((difference, topics) ->
              found.add(
                  "what brokers give to %s%s: %s"
                      .formatted(
                          topics.getFirst(),
                          topics.size() == 1 ? "" : " and %d more".formatted(topics.size() - 1),
                          difference)));
    }
    return found;
  }

  /** How brokers differ in what they give to topics, and to which. */
  private Map<String, List<String>> taken(String setting) {
    Map<String, List<String>> found = new TreeMap<>();
    for (Map.Entry<String, Snapshot.Topic> topic : active.topics().entrySet()) {
      Snapshot.Topic other = standby.topics().getOrDefault(topic.getKey(), topic.getValue());
      String here = topic.getValue().taken().get(setting);
      String there = other.taken().getOrDefault(setting, here);
      if (here != null && !here.equals(there)) {
        found
            .computeIfAbsent(
                "%s is %s, at the standby %s".formatted(setting, here, there),
                difference -> new ArrayList<>())
            .add(topic.getKey());
      }
    }
    return found;
  }

  /** Topics to which clients could not write at the standby with {@code acks=all}. */
  private List<String> notWritable() {
    List<String> found = new ArrayList<>();
    standby
        .topics()
        .forEach((name, topic) -> {
          String least =
              topic
                  .settings()
                  .getOrDefault(LEAST_IN_SYNC, topic.taken().getOrDefault(LEAST_IN_SYNC, "1"));
          if (topic.inSync() < Integer.parseInt(least)) {
            found.add(
                "%s: a partition has %d in sync at the standby, and needs %s"
                    .formatted(name, topic.inSync(), least));
          }
        });
    return found;
  }

  /** At which site how many partitions are on their way to other brokers. */
  private List<String> reassigned() {
    List<String> found = new ArrayList<>();
    reassigned("the active site", active.reassigned(), found);
    reassigned("the standby", standby.reassigned(), found);
    return found;
  }

  private static void reassigned(String site, Set<String> partitions, List<String> found) {
    if (!partitions.isEmpty()) {
      found.add(
          "%d partitions are being moved to other brokers at %s, such as %s"
              .formatted(partitions.size(), site, partitions.iterator().next()));
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }
}
