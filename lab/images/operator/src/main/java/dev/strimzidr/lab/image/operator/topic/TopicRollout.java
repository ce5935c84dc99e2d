package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;

/** Makes topics in Kafka what their resources ask for. */
record TopicRollout(TopicGateway kafka) {

  /** The topic's id, as far as it is known, and what went wrong, if anything did. */
  record Result(Optional<String> id, Optional<Refusal> refusal) {}

  Result run(KafkaTopic resource) {
    Optional<TopicState> state = Optional.empty();
    try {
      TopicSpec spec = TopicSpec.of(resource);
      state = kafka.describe(spec.name());
      if (state.isEmpty()) {
        return new Result(kafka.create(spec), Optional.empty());
      }
      return new Result(Optional.of(state.get().id()), change(spec, state.get()));
    } catch (RuntimeException e) {
      return new Result(state.map(TopicState::id), Optional.of(refusal(e)));
    }
  }

  /** Deletes a topic and says what went wrong, if anything did. */
  Optional<Refusal> delete(String topic) {
    try {
      kafka.delete(topic);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(refusal(e));
    }
  }

  /** Does all that can be done, so that one refusal does not keep the rest from happening. */
  private Optional<Refusal> change(TopicSpec spec, TopicState state) {
    TopicChange change = TopicChange.between(state, spec);
    List<Refusal> refusals = new ArrayList<>();
    attempt(
        refusals,
        () -> {
          if (change.changesConfig()) {
            kafka.configure(spec.name(), change);
          }
        });
    change.refusal().ifPresent(refusals::add);
    attempt(
        refusals,
        () -> change.partitions().ifPresent(total -> kafka.addPartitions(spec.name(), total)));
    attempt(refusals, () -> checkReplicas(spec, state));
    return refusals.isEmpty() ? Optional.empty() : Optional.of(refusals.get(refusals.size() - 1));
  }

  private void checkReplicas(TopicSpec spec, TopicState state) {
    int wanted = spec.replicas().orElse(-1);
    if (wanted > 0
        && state.differsIn(wanted)
        && !kafka.isReassignedTo(wanted, spec.name(), state)) {
      throw TopicChange.otherReplicas(state, wanted);
    }
  }

  private static void attempt(List<Refusal> refusals, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      refusals.add(refusal(e));
    }
  }

  private static Refusal refusal(RuntimeException failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case ApiException answer -> new Refusal("KafkaError", answer.toString());
      default -> new Refusal("InternalError", failure.toString());
    };
  }
}
