package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.kafka.BrokerConnection;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each trial tells at a real broker, and that nothing comes of it. */
class TrialsTest {
  private static final Duration REQUEST = Duration.ofSeconds(10);

  private static FencedSite site;

  @BeforeAll
  static void make() {
    site = new FencedSite("fence-trials");
  }

  @AfterAll
  static void remove() {
    site.close();
  }

  @ParameterizedTest
  @EnumSource
  void aTrialIsRefusedFromItsLevelOnAndLetInBefore(Access level) {
    site.bring(level.word(), Map.of());
    assertThat(verdicts(site.access(FencedSite.PROBE)))
        .isEqualTo(
            Trials.ALL.stream()
                .collect(Collectors.toMap(Trial::what, trial -> trial.expected(level))));
  }

  @Test
  void aSuperUserIsLetInForAll() {
    site.bring("closed", Map.of());
    assertThat(verdicts(site.access(RealKafka.SUPER_USER)).values()).containsOnly(Verdict.LET_IN);
  }

  @Test
  void nothingComesOfWhatIsLetIn() throws Exception {
    site.bring("open", Map.of());
    List<Object> before = state();
    assertThat(verdicts(site.access(FencedSite.PROBE)).values()).containsOnly(Verdict.LET_IN);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aWrongPasswordIsNoRefusalOfRights() {
    KafkaAccess right = site.access(FencedSite.PROBE);
    KafkaAccess wrong =
        new KafkaAccess(
            right.bootstrapServers(),
            true,
            right.certificates(),
            Optional.of(new KafkaAccess.Password(FencedSite.PROBE, "wrong")));
    assertThatThrownBy(() -> verdicts(wrong))
        .isInstanceOfSatisfying(
            ModuleFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED));
  }

  @Test
  void aBrokerThatDoesNotAnswerIsAskedAgain() {
    Node nobody = new Node(7, RealKafka.HOST, RealKafka.other().port("nobody"));
    Iterator<Node> brokers = List.of(nobody, nobody, site.broker()).iterator();
    assertThat(
            FenceCluster.answered(
                Instant.now().plusSeconds(30),
                () -> verdicts(site.access(FencedSite.PROBE), brokers.next())))
        .isNotEmpty();
    assertThat(brokers.hasNext()).isFalse();
    assertThatThrownBy(() ->
            FenceCluster.answered(
                Instant.now(), () -> verdicts(site.access(FencedSite.PROBE), nobody)))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageContaining("trying rights at broker 7");
  }

  private static Map<String, Verdict> verdicts(KafkaAccess access) {
    return verdicts(access, site.broker());
  }

  private static Map<String, Verdict> verdicts(KafkaAccess access, Node broker) {
    try (BrokerConnection connection =
        new BrokerConnection(access, broker, REQUEST, "trying rights")) {
      return Trials.ALL.stream()
          .collect(
              Collectors.toMap(
                  Trial::what, trial -> trial.verdict(connection.ask(trial.request().get()))));
    }
  }

  private static List<Object> state() throws Exception {
    Admin admin = site.admin();
    return List.of(
        admin.listTopics().names().get(),
        admin.listGroups().all().get(),
        admin.listTransactions().all().get(),
        admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
            .collect(Collectors.toSet()),
        admin
            .describeConfigs(List.of(new ConfigResource(ConfigResource.Type.BROKER, "")))
            .all()
            .get()
            .values()
            .toString());
  }
}
