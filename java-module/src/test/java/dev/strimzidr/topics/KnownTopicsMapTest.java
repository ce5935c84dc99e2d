package dev.strimzidr.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.pair.Site;
import dev.strimzidr.testing.RealApi;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KnownTopicsMapTest {
  private static final String NAMESPACE = "known-topics";
  private static final int LONGEST_NAME = 249;

  @BeforeAll
  static void create() {
    RealApi.kubectl("create", "namespace", NAMESPACE);
  }

  @Test
  void holdsAThousandTopicsWithTheLongestNamesAndTellsThemAgain() {
    try (KubeApi api = RealApi.api()) {
      KnownTopicsMap map = map(api, "many");
      assertThat(map.read()).isEmpty();
      KnownTopics topics = topics(1000);
      map.write(topics);
      assertThat(map.read()).contains(topics);
    }
  }

  @Test
  void saysWhatDoesNotFitIntoAConfigMapAndKeepsWhatItHad() {
    try (KubeApi api = RealApi.api()) {
      KnownTopicsMap map = map(api, "too-many");
      map.write(topics(3));
      assertThatThrownBy(() -> map.write(topics(4000)))
          .isInstanceOf(ModuleFailure.class)
          .hasMessageContaining("the IDs of 4000 topics take")
          .hasMessageContaining("mirror_topics");
      assertThat(map.read()).contains(topics(3));
    }
  }

  @Test
  void whatSomebodyElseHasWrittenThereIsNotBelieved() {
    RealApi.kubectl(
        "create",
        "configmap",
        "broken-topics",
        "--namespace=" + NAMESPACE,
        "--from-literal=mirror.json={}",
        "--from-literal=topics.json=nothing");
    try (KubeApi api = RealApi.api()) {
      assertThatThrownBy(() -> map(api, "broken").read())
          .isInstanceOf(ModuleFailure.class)
          .hasMessageContaining(
              "its key topics.json is not what strimzi_mirror_topics has written");
    }
  }

  private static KnownTopicsMap map(KubeApi api, String mirror) {
    return new KnownTopicsMap(new Site("dr", api, NAMESPACE, "cluster"), mirror);
  }

  private static KnownTopics topics(int count) {
    Map<String, Ids> topics = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = "topic-%d-".formatted(i);
      String id = new Uuid(i, i).toString();
      topics.put(name + "x".repeat(LONGEST_NAME - name.length()), new Ids(id, i == 0 ? null : id));
    }
    return new KnownTopics(
        "prod", "dr", "2026-01-01T00:00:00Z", "p", "d", topics, Map.of("topic-1", "made again"));
  }
}
