package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LostMirrorTest {
  private static final String NAMESPACE = "mirror-lost";
  private static final String TOPIC = "mirror-lost";
  private static final Map<String, Object> DECLARED =
      Map.of("spec", Map.of("target", Map.of("groupId", "mirror")));

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
      assertThat(with("mirror", mirror -> mirror.remove(Duration.ofSeconds(30))))
          .containsExactly("connect-cluster-mirror", "mirror-prod->dr.MirrorSourceConnector-0");
      for (Producer<String, String> fenced : List.of(worker, leader)) {
        assertThatThrownBy(fenced::commitTransaction)
            .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      }
      client.commitTransaction();
    }
  }

  /** The group is that of the resource, whatever it is called. */
  @Test
  void theResourceIsRemovedAndSaysWhoItsWorkersAre() throws Exception {
    RealApi.kubectlWith(
        TestMirror.yaml(NAMESPACE, "removed", "prod", "dr", "running")
            .replace("groupId: ", "groupId: another-"),
        "apply",
        "--filename=-");
    String group =
        RealApi.kubectl(
            "get",
            "kmm2/removed",
            "--namespace=" + NAMESPACE,
            "--output=jsonpath={.spec.target.groupId}");
    try (Producer<String, String> worker = writing(group + "-prod->dr.MirrorSourceConnector-0")) {
      assertThat(worker).isNotNull();
      assertThat(with("removed", mirror -> mirror.remove(Duration.ofSeconds(30))))
          .containsExactly(group + "-prod->dr.MirrorSourceConnector-0");
    }
    assertThat(RealApi.kubectl("get", "kmm2", "--namespace=" + NAMESPACE, "--output=name"))
        .doesNotContain("removed");
  }

  @Test
  void aPodThatIsBeingDeletedHasNoMoreThanItsTime() {
    // It is of a node, on which nobody ends it.
    TestMirror.worker(NAMESPACE, "slow", "nodeName: none, ");
    RealApi.kubectl("delete", "pod/worker", "--namespace=" + NAMESPACE, "--wait=false");
    assertThatThrownBy(() -> with("slow", mirror -> mirror.remove(Duration.ofSeconds(2))))
        .isInstanceOfSatisfying(
            ModuleFailure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT));
    assertThat(
            RealApi.kubectl(
                "get",
                "pod/worker",
                "--namespace=" + NAMESPACE,
                "--output=jsonpath={.metadata.deletionGracePeriodSeconds}"))
        .isEqualTo("1");
    RealApi.kubectl("delete", "pod/worker", "--namespace=" + NAMESPACE, "--force");
  }

  private static List<String> with(String name, Function<LostMirror, List<String>> work) {
    try (KubeApi api = RealApi.api()) {
      Site dr = new Site("dr", api, NAMESPACE, KafkaSite.CLUSTER);
      try (KafkaCluster to = new KafkaCluster(dr, "plain", "nobody", Duration.ofSeconds(20))) {
        return work.apply(new LostMirror("prod", dr, to, name, DECLARED));
      }
    }
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
