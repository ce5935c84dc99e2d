package dev.strimzidr.offsets;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What a mirror that is gone has left in Kafka at its target: which connectors ran, what was
 * copied, which offsets and group positions correspond. A new one would start with it, before
 * anybody can tell it where to begin.
 */
final class Leftovers {
  private final KafkaCluster target;

  Leftovers(KafkaCluster target) {
    this.target = target;
  }

  /**
   * The topics that an earlier mirror from this source has left.
   *
   * @param storage the internal topics of its workers
   * @throws ModuleFailure when one of {@code storage} is no such topic
   */
  Set<String> find(String source, List<String> storage) {
    List<String> wanted =
        Stream.concat(
                storage.stream(),
                Stream.of(
                    "mm2-offset-syncs.%s.internal".formatted(source),
                    source + ".checkpoints.internal"))
            .toList();
    Map<String, TopicListing> there =
        target.ask(
            "asking for topics",
            admin ->
                admin
                    .listTopics(new ListTopicsOptions().listInternal(true))
                    .namesToListings()
                    .get());
    for (String topic : storage) {
      TopicListing listing = there.get(topic);
      if (!topic.startsWith("__") || (listing != null && listing.isInternal())) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option storage_topics: given is '%s', allowed are topics of Connect workers, which begin with __ and are not Kafka's own"
                .formatted(topic));
      }
    }
    Set<String> found = new TreeSet<>(wanted);
    found.retainAll(there.keySet());
    return found;
  }

  /**
   * No worker of the group may run.
   *
   * @throws ModuleFailure when one does
   */
  void requireNoWorkers(String group) {
    int members = target.ask("asking for the workers of " + group, admin -> members(admin, group));
    if (members > 0) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the group %s at %s has %d workers: the mirror is not gone. Remove it with strimzi_mirror_state, and wait"
              .formatted(group, target.access().bootstrapServers(), members));
    }
  }

  void remove(Set<String> topics) {
    Void unused =
        target.ask(
            "removing what an earlier mirror has left",
            admin -> admin.deleteTopics(topics).all().get());
  }

  private static int members(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    KafkaFuture<ClassicGroupDescription> description =
        admin.describeClassicGroups(List.of(group)).describedGroups().get(group);
    try {
      return description == null ? 0 : description.get().members().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }
}
