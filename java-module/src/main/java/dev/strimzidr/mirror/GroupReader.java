package dev.strimzidr.mirror;

import dev.strimzidr.mirror.GroupPositions.Group;
import dev.strimzidr.mirror.GroupPositions.Position;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks a cluster for its groups, each as its kind wants to be asked. */
final class GroupReader {
  private final Admin admin;
  private final List<GroupListing> listed;

  private GroupReader(Admin admin, List<GroupListing> listed) {
    this.admin = admin;
    this.listed = listed;
  }

  static GroupPositions read(Admin admin, Predicate<String> wanted)
      throws ExecutionException, InterruptedException {
    return new GroupReader(
            admin,
            admin.listGroups().all().get().stream()
                .filter(group -> wanted.test(group.groupId()))
                .toList())
        .read();
  }

  private GroupPositions read() throws ExecutionException, InterruptedException {
    // All are asked for before the first answer is waited for.
    Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> committed = committed();
    Map<String, Map<TopicPartition, Position>> positions = new HashMap<>(shared());
    for (Map.Entry<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> group :
        committed.entrySet()) {
      Map<TopicPartition, Position> known = new HashMap<>();
      answer(group.getValue(), GroupIdNotFoundException.class)
          .orElse(Map.of())
          .forEach((partition, offset) -> known.put(partition, position(offset)));
      known.values().removeIf(position -> position.offset() < 0);
      positions.put(group.getKey(), known);
    }
    Map<String, Group> groups = new TreeMap<>();
    for (GroupListing group : listed) {
      Map<TopicPartition, Position> known = positions.getOrDefault(group.groupId(), Map.of());
      if (!known.isEmpty() || !GroupKind.isOfAnotherProtocol(group)) {
        String state = group.groupState().map(GroupState::toString).orElse("Unknown");
        groups.put(group.groupId(), new Group(GroupKind.of(group), state, known));
      }
    }
    return new GroupPositions(groups);
  }

  private Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> committed() {
    Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> asked = new HashMap<>();
    Map<String, ListConsumerGroupOffsetsSpec> consumers =
        groups(
            EnumSet.of(GroupKind.CLASSIC, GroupKind.CONSUMER), ListConsumerGroupOffsetsSpec::new);
    if (!consumers.isEmpty()) {
      var answers = admin.listConsumerGroupOffsets(consumers);
      consumers
          .keySet()
          .forEach(group -> asked.put(group, answers.partitionsToOffsetAndMetadata(group)));
    }
    Map<String, ListStreamsGroupOffsetsSpec> streams =
        groups(EnumSet.of(GroupKind.STREAMS), ListStreamsGroupOffsetsSpec::new);
    if (!streams.isEmpty()) {
      var answers = admin.listStreamsGroupOffsets(streams);
      streams
          .keySet()
          .forEach(group -> asked.put(group, answers.partitionsToOffsetAndMetadata(group)));
    }
    return asked;
  }

  /** None where the coordinator knows of no position, as it says for a partition without one. */
  private static Position position(@Nullable OffsetAndMetadata offset) {
    return offset == null
        ? Position.at(-1)
        : new Position(offset.offset(), offset.metadata(), null);
  }

  private Map<String, Map<TopicPartition, Position>> shared()
      throws ExecutionException, InterruptedException {
    Map<String, ListShareGroupOffsetsSpec> shares =
        groups(EnumSet.of(GroupKind.SHARE), ListShareGroupOffsetsSpec::new);
    if (shares.isEmpty()) {
      return Map.of();
    }
    var answers = admin.listShareGroupOffsets(shares);
    Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> started = new HashMap<>();
    Set<TopicPartition> partitions = new HashSet<>();
    for (String group : shares.keySet()) {
      Map<TopicPartition, SharePartitionOffsetInfo> known =
          new HashMap<>(
              answer(answers.partitionsToOffsetInfo(group), GroupIdNotFoundException.class)
                  .orElse(Map.of()));
      // One that has not begun with a partition begins where its share.auto.offset.reset says.
      known.values().removeIf(info -> info == null || info.startOffset() < 0);
      started.put(group, known);
      partitions.addAll(known.keySet());
    }
    Map<TopicPartition, Long> highWatermarks = highWatermarks(partitions);
    Map<String, Map<TopicPartition, Position>> positions = new HashMap<>();
    started.forEach((group, known) -> {
      Map<TopicPartition, Position> at = new HashMap<>();
      known.forEach((partition, info) ->
          at.put(
              partition,
              new Position(info.startOffset(), "", done(info, highWatermarks.get(partition)))));
      positions.put(group, at);
    });
    return positions;
  }

  private static @Nullable Long done(SharePartitionOffsetInfo info, @Nullable Long highWatermark) {
    return highWatermark == null || info.lag().isEmpty()
        ? null
        : Long.valueOf(Math.max(0, highWatermark - info.startOffset() - info.lag().get()));
  }

  private Map<TopicPartition, Long> highWatermarks(Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    ListOffsetsResult asked =
        admin.listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())));
    Map<TopicPartition, Long> highWatermarks = new HashMap<>();
    for (TopicPartition partition : partitions) {
      answer(asked.partitionResult(partition), UnknownTopicOrPartitionException.class)
          .ifPresent(found -> highWatermarks.put(partition, found.offset()));
    }
    return highWatermarks;
  }

  /** Empty where what is asked for was deleted meanwhile. */
  private static <T> Optional<T> answer(KafkaFuture<T> asked, Class<? extends Exception> deleted)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(asked.get());
    } catch (ExecutionException e) {
      if (deleted.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> Map<String, T> groups(Set<GroupKind> kinds, Supplier<T> spec) {
    return listed.stream()
        .filter(group -> kinds.contains(GroupKind.of(group)))
        .collect(Collectors.toMap(GroupListing::groupId, group -> spec.get()));
  }
}
