package dev.strimzidr.lab.image.operator.topic;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicList;
import java.util.ArrayList;
import java.util.List;

/** The finalizer that keeps a resource until its topic is gone. */
record TopicResources(KubernetesClient client, boolean finalizers) {
  private static final String FINALIZER = "strimzi.io/topic-operator";

  /** Puts the finalizer on, or takes it off when the operator works without. */
  void prepare(KafkaTopic topic) {
    boolean has = topic.getFinalizers().contains(FINALIZER);
    if (finalizers && !has) {
      edit(topic, names -> names.add(FINALIZER));
    } else if (!finalizers) {
      release(topic);
    }
  }

  /** Lets the resource go. */
  void release(KafkaTopic topic) {
    if (topic.getFinalizers().contains(FINALIZER)) {
      edit(topic, names -> names.remove(FINALIZER));
    }
  }

  private interface Change {
    boolean to(List<String> finalizers);
  }

  private void edit(KafkaTopic topic, Change change) {
    try {
      client
          .resources(KafkaTopic.class, KafkaTopicList.class)
          .inNamespace(topic.getMetadata().getNamespace())
          .withName(topic.getMetadata().getName())
          .edit(current -> {
            List<String> names = new ArrayList<>(current.getFinalizers());
            change.to(names);
            current.getMetadata().setFinalizers(names);
            return current;
          });
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
  }
}
