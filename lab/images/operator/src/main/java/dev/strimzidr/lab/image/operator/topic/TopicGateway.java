package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.admin.Answers;
import dev.strimzidr.lab.image.operator.admin.Batches;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks and tells Kafka about topics, many at a time. */
public final class TopicGateway implements AutoCloseable {
  private final Admin admin;
  private final Batches<String, TopicState> descriptions;
  private final Batches<TopicSpec, String> creations;
  private final Batches<Alteration, Boolean> alterations;
  private final Batches<String, Boolean> deletions;

  public TopicGateway(Admin admin) {
    this.admin = admin;
    this.descriptions = new Batches<>("describe", this::describeAll);
    this.creations = new Batches<>("create", this::createAll);
    this.alterations = new Batches<>("alter", this::alterAll);
    this.deletions = new Batches<>("delete", this::deleteAll);
  }

  private record Alteration(String topic, Map<String, String> set, Set<String> unset) {
    Collection<AlterConfigOp> operations() {
      List<AlterConfigOp> operations =
          new ArrayList<>(
              unset.stream()
                  .map(name ->
                      new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE))
                  .toList());
      set.forEach((name, value) ->
          operations.add(
              new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
      return operations;
    }
  }

  /** A topic, if it is there. */
  public Optional<TopicState> describe(String topic) {
    try {
      return Optional.of(descriptions.ask(topic));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  /** Makes a topic and returns its id; unknown when somebody else was faster. */
  public Optional<String> create(TopicSpec topic) {
    try {
      return Optional.of(creations.ask(topic));
    } catch (TopicExistsException e) {
      return Optional.empty();
    }
  }

  public void configure(String topic, TopicChange change) {
    alterations.ask(new Alteration(topic, change.set(), change.unset()));
  }

  public void addPartitions(String topic, int total) {
    Answers.of(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all());
  }

  /** Whether all partitions are on their way to this number of replicas. */
  public boolean isReassignedTo(int replicas, String topic, TopicState state) {
    Set<TopicPartition> partitions =
        IntStream.range(0, state.partitions())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toSet());
    var reassignments = Answers.of(admin.listPartitionReassignments(partitions).reassignments());
    return partitions.stream()
        .allMatch(partition ->
            Optional.ofNullable(reassignments.get(partition))
                .filter(r -> r.replicas().size() - r.removingReplicas().size() == replicas)
                .isPresent());
  }

  /** Deletes a topic; one that is not there is fine. */
  public void delete(String topic) {
    deletions.ask(topic);
  }

  @Override
  public void close() {
    List.of(descriptions, creations, alterations, deletions).forEach(Batches::close);
    admin.close();
  }

  private Map<String, CompletableFuture<TopicState>> describeAll(Set<String> topics) {
    var descriptions = admin.describeTopics(topics).topicNameValues();
    var configs =
        admin.describeConfigs(topics.stream().map(TopicGateway::resource).toList()).values();
    return answers(
        topics,
        topic ->
            Answers.later(descriptions.get(topic))
                .thenCombine(Answers.later(configs.get(resource(topic))), TopicStates::of));
  }

  private Map<TopicSpec, CompletableFuture<String>> createAll(Set<TopicSpec> topics) {
    var created =
        admin.createTopics(
            topics.stream()
                .map(topic ->
                    new NewTopic(
                            topic.name(),
                            topic.partitions(),
                            topic.replicas().map(Integer::shortValue))
                        .configs(topic.config()))
                .toList());
    return answers(
        topics,
        topic -> Answers.later(created.topicId(topic.name())).thenApply(id -> id.toString()));
  }

  private Map<Alteration, CompletableFuture<Boolean>> alterAll(Set<Alteration> alterations) {
    Map<ConfigResource, Collection<AlterConfigOp>> operations = new HashMap<>();
    alterations.forEach(
        alteration -> operations.put(resource(alteration.topic()), alteration.operations()));
    var altered = admin.incrementalAlterConfigs(operations).values();
    return answers(
        alterations,
        alteration ->
            Answers.later(altered.get(resource(alteration.topic()))).thenApply(done -> true));
  }

  private Map<String, CompletableFuture<Boolean>> deleteAll(Set<String> topics) {
    var deleted = admin.deleteTopics(topics).topicNameValues();
    return answers(
        topics,
        topic ->
            Answers.later(deleted.get(topic))
                .handle((done, failure) -> {
                  if (failure == null || failure instanceof UnknownTopicOrPartitionException) {
                    return true;
                  }
                  throw failure instanceof RuntimeException e
                      ? e
                      : new IllegalStateException(failure);
                }));
  }

  private static <Q, A> Map<Q, CompletableFuture<A>> answers(
      Set<Q> questions, Function<Q, CompletableFuture<A>> answer) {
    return questions.stream().collect(Collectors.toMap(Function.identity(), answer));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
