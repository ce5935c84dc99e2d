package dev.strimzidr.drift;

import dev.strimzidr.fence.Denial;
import dev.strimzidr.kafka.KafkaCluster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

/** Reads a snapshot from a cluster. */
public final class SnapshotReader {
  private static final String USER = "User:";

  private SnapshotReader() {}

  /**
   * The snapshot.
   *
   * @param topics which topics are of interest
   */
  public static Snapshot read(KafkaCluster cluster, Predicate<String> topics) {
    return cluster.ask(
        "reading topics, users and ACLs",
        admin -> {
          Set<String> names = new TreeSet<>(admin.listTopics().names().get());
          names.removeIf(topics.negate());
          return new Snapshot(
              admin.describeCluster().nodes().get().size(),
              topics(admin, names),
              users(admin),
              acls(admin),
              reassigned(admin));
        });
  }

  private static Map<String, Snapshot.Topic> topics(Admin admin, Set<String> names)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new HashMap<>();
    admin
        .describeConfigs(resources)
        .all()
        .get()
        .forEach((topic, config) -> configs.put(topic.name(), config));
    Map<String, Snapshot.Topic> topics = new TreeMap<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      Config config = configs.getOrDefault(topic.name(), new Config(List.of()));
      topics.put(
          topic.name(),
          new Snapshot.Topic(
              topic.partitions().size(),
              topic.partitions().stream().mapToInt(SnapshotReader::inSync).min().orElse(0),
              settings(config, true),
              settings(config, false)));
    }
    return topics;
  }

  /** Those that are set for the topic itself, or those that are not. */
  private static Map<String, String> settings(Config config, boolean ofTopic) {
    Map<String, String> settings = new TreeMap<>();
    for (ConfigEntry entry : config.entries()) {
      if ((entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) == ofTopic) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }

  private static int inSync(TopicPartitionInfo partition) {
    return partition.leader() == null ? 0 : partition.isr().size();
  }

  private static Set<String> users(Admin admin) throws ExecutionException, InterruptedException {
    return new TreeSet<>(admin.describeUserScramCredentials().users().get());
  }

  private static Set<Snapshot.Acl> acls(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<Snapshot.Acl> acls = new HashSet<>();
    for (AclBinding binding : admin.describeAcls(AclBindingFilter.ANY).values().get()) {
      if (Denial.has(binding)) {
        continue;
      }
      String principal = binding.entry().principal();
      acls.add(
          new Snapshot.Acl(
              principal.startsWith(USER) ? principal.substring(USER.length()) : principal,
              binding.entry().permissionType().name(),
              binding.entry().operation().name(),
              resource(binding),
              binding.entry().host()));
    }
    return acls;
  }

  /** Of any topic: a broker that copies has less time for all of them. */
  private static Set<String> reassigned(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<String> partitions = new TreeSet<>();
    admin
        .listPartitionReassignments()
        .reassignments()
        .get()
        .keySet()
        .forEach(partition -> partitions.add(partition.toString()));
    return partitions;
  }

  private static String resource(AclBinding binding) {
    String type = binding.pattern().resourceType().name().toLowerCase(Locale.ROOT);
    String pattern = binding.pattern().patternType().name().toLowerCase(Locale.ROOT);
    return "%s %s%s"
        .formatted(
            type, binding.pattern().name(), pattern.equals("literal") ? "" : " (" + pattern + ")");
  }
}
