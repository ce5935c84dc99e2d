package dev.strimzidr.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.mirror.TestOperator;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.RealApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mirror from prod into dr turns round. */
class TurnedMirrorTest {
  private static final String NAME = "mirror";
  private static final String TOPIC = OffsetsPair.PROD + "-turned";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ForkPoints FORKS =
      new ForkPoints(
          OffsetsPair.PROD,
          OffsetsPair.DR,
          "2026-01-31T03:00:00Z",
          Map.of(TOPIC, new ForkPoints.Topic(List.of(9L), List.of(12L))));

  private static OffsetsPair pair;

  private final KubeApi api = RealApi.api();
  private TestOperator atProd;
  private TestOperator atDr;
  private KafkaCluster from;
  private KafkaCluster to;

  @BeforeAll
  static void start() {
    pair = OffsetsPair.start();
    pair.topic(TOPIC, 20);
  }

  @BeforeEach
  void serve() {
    pair.forget();
    atProd =
        new TestOperator(
            OffsetsPair.PROD, NAME, mirror -> pair.alter(atProd.api(), "mirror-offsets-to-store"));
    atDr = new TestOperator(OffsetsPair.DR, NAME, mirror -> {});
    from = new KafkaCluster(dr(), "plain", "nobody", SOON);
    to = new KafkaCluster(prod(), "plain", "nobody", SOON);
    RealApi.kubectlWith(running(OffsetsPair.DR), "apply", "--server-side", "--filename=-");
  }

  @AfterEach
  void end() {
    from.close();
    to.close();
    api.close();
    atProd.close();
    atDr.close();
    for (String site : List.of(OffsetsPair.PROD, OffsetsPair.DR)) {
      RealApi.kubectl("delete", "kmm2,configmaps", "--all", "--namespace=" + site);
    }
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void theOneStandsByAndTheOtherBeginsWhereTheLogsPart() {
    standBy(OffsetsPair.PROD);
    pair.store(TOPIC, 0, 3); // from an earlier time, when this was the way too
    pair.topic("mm2-offset-syncs.%s.internal".formatted(OffsetsPair.DR), 0);
    pair.topic(OffsetsPair.CHECKPOINTS, 0);
    TurnedMirror mirror = turned();
    assertThat(mirror.cold()).isEmpty();
    mirror.prepare(FORKS);
    assertThat(pair.stored()).containsOnly(Map.entry(TOPIC + "-0", 11L));
    assertThat(MirrorSpec.standsBy(atDr.api().get(atDr.mirror()))).isTrue();
    assertThat(MirrorSpec.standsBy(atProd.api().get(atProd.mirror())))
        .as("nothing is copied before it is told to run")
        .isTrue();
    Set<String> topics = to.ask("asking for topics", admin -> admin.listTopics().names().get());
    assertThat(topics)
        .as("what corresponded before is of no use")
        .doesNotContain(
            "mm2-offset-syncs.%s.internal".formatted(OffsetsPair.DR), OffsetsPair.CHECKPOINTS);

    assertThat(mirror.run(SOON)).isEmpty();
    ObjectNode now = atProd.api().get(atProd.mirror());
    assertThat(MirrorSpec.isIn(now, "running")).isTrue();
    assertThat(now.at("/spec/mirrors/0/topicsPattern").asText()).isNotEqualTo("(?!)");
  }

  /** A call that was cut off behind it. */
  @Test
  void whatIsDoneIsNotDoneAgain() {
    standBy(OffsetsPair.PROD);
    turned().prepare(FORKS);
    assertThat(turned().run(SOON)).isEmpty();
    pair.store(TOPIC, 0, 15); // it has gone on
    TurnedMirror again = turned();
    again.prepare(FORKS);
    assertThat(again.run(SOON)).isEmpty();
    assertThat(pair.stored()).containsOnly(Map.entry(TOPIC + "-0", 15L));
  }

  @Test
  void oneThatSomebodyHasLetRunIsNotBelieved() {
    standBy(OffsetsPair.PROD);
    RealApi.kubectlWith(running(OffsetsPair.PROD), "apply", "--server-side", "--filename=-");
    TurnedMirror mirror = turned();
    assertThatThrownBy(() -> mirror.prepare(FORKS))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageContaining("nobody has told it where to begin");
    assertThat(pair.stored()).isEmpty();
  }

  @Test
  void withoutAWarmOneThereIsNothingToTurn() {
    assertThat(turned().cold()).hasValue("there is no warm mirror at offsets-prod");
  }

  @Test
  void whatItWaitsForIsSaid() {
    standBy(OffsetsPair.PROD);
    turned().prepare(FORKS);
    atProd.close();
    Optional<String> waiting = turned().run(Duration.ofSeconds(1));
    assertThat(waiting).hasValueSatisfying(what -> assertThat(what).contains("KafkaMirrorMaker2"));
  }

  private void standBy(String site) {
    RealApi.kubectlWith(warm(site), "apply", "--server-side", "--filename=-");
  }

  private TurnedMirror turned() {
    return new TurnedMirror(
        dr(),
        from,
        prod(),
        to,
        NAME,
        new TurnedMirror.Declared(
            tree(warm(OffsetsPair.DR)), tree(running(OffsetsPair.PROD)), false),
        SOON);
  }

  private Site prod() {
    return new Site(OffsetsPair.PROD, api, OffsetsPair.PROD, KafkaSite.CLUSTER);
  }

  private Site dr() {
    return new Site(OffsetsPair.DR, api, OffsetsPair.DR, KafkaSite.CLUSTER);
  }

  /** The mirror into a site, as it copies. */
  private static String running(String site) {
    return TestMirror.yaml(site, NAME, other(site), site, "running");
  }

  private static String warm(String site) {
    return TestMirror.yaml(site, NAME, other(site), site, "stopped")
        .replace("topicsPattern: %s.*".formatted(site), "topicsPattern: (?!)");
  }

  private static String other(String site) {
    return site.equals(OffsetsPair.PROD) ? OffsetsPair.DR : OffsetsPair.PROD;
  }

  private static ObjectNode tree(String yaml) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
