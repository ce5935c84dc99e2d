package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CutOffTest {
  private static final String NAMESPACE = "mirror-cut-off";
  private static final String TOPIC = "mirror-cut-off";

  @BeforeAll
  static void makeSite() {
    KafkaSite.create(
        NAMESPACE,
        Map.of("plain", new KafkaSite.Given(RealKafka.get().address("plain"), "", false)),
        Map.of());
    RealKafka.get().topic(TOPIC, Map.of());
  }

  @Test
  void abortsWhatTheWorkersWereInTheMiddleOfAndNothingElse() throws Exception {
    try (Producer<String, String> worker = writing("mirror-prod->dr.MirrorSourceConnector-0");
        Producer<String, String> leader = writing("connect-cluster-mirror");
        Producer<String, String> client = writing("mirrors-of-a-client")) {
      JsonNode answer = Modules.call(new MirrorStateModule(), options());
      assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
      assertThat(answer.path("fenced_transactions"))
          .extracting(JsonNode::asText)
          .containsExactly("connect-cluster-mirror", "mirror-prod->dr.MirrorSourceConnector-0");
      for (Producer<String, String> fenced : List.of(worker, leader)) {
        assertThatThrownBy(fenced::commitTransaction)
            .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      }
      client.commitTransaction();
    }
  }

  @Test
  void aPodThatIsBeingDeletedHasNoMoreThanItsTime() {
    // It is of a node, on which nobody ends it.
    TestMirror.worker(NAMESPACE, "mirror", "nodeName: none, ");
    RealApi.kubectl("delete", "pod/worker", "--namespace=" + NAMESPACE, "--wait=false");
    Map<String, Object> options = options();
    options.put("wait_timeout", 2);
    JsonNode answer = Modules.call(new MirrorStateModule(), options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(
            RealApi.kubectl(
                "get",
                "pod/worker",
                "--namespace=" + NAMESPACE,
                "--output=jsonpath={.metadata.deletionGracePeriodSeconds}"))
        .isEqualTo("1");
    RealApi.kubectl("delete", "pod/worker", "--namespace=" + NAMESPACE, "--force");
  }

  @Test
  void aSecondIsTheLeast() {
    Map<String, Object> options = options();
    options.put("grace_period", 0);
    JsonNode answer = Modules.call(new MirrorStateModule(), options);
    assertThat(answer.path("reason").asText()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("option grace_period: given is 0");
  }

  private static Map<String, Object> options() {
    Map<String, Object> options = new HashMap<>(RealApi.options(Map.of("name", "mirror")));
    options.putAll(
        Map.of(
            "namespace",
            NAMESPACE,
            "state",
            "absent",
            "wait_timeout",
            30,
            "grace_period",
            1,
            "group",
            "mirror",
            "cluster",
            KafkaSite.CLUSTER,
            "listener",
            "plain",
            "user",
            "nobody"));
    return options;
  }

  private static Producer<String, String> writing(String id)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", RealKafka.get().address("plain"), "transactional.id", id);
    Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    Object unused = producer.send(new ProducerRecord<>(TOPIC, id)).get();
    return producer;
  }
}
