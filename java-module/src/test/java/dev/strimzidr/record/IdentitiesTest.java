package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.record.SeenSite.Kafka;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
  private static final Identity PROD = new Identity("cluster-p", "namespace-p", "kafka-p");
  private static final Identity DR = new Identity("cluster-d", "namespace-d", "kafka-d");
  private static final List<String> BOTH = List.of("prod", "dr");

  @Test
  void sitesThatTheRecordKnowsAreBelieved() {
    List<RecordAt> answers = List.of(present("prod", known()), present("dr", known()));
    assertThat(vouch(answers, BOTH, seen("prod", PROD), seen("dr", DR))).isEqualTo(answers);
  }

  @Test
  void anEmptyClusterAtTheAddressOfASiteIsRefused() {
    for (String site : BOTH) {
      String other = site.equals("prod") ? "dr" : "prod";
      assertThatThrownBy(() ->
              vouch(
                  List.of(new RecordAt.Missing(site, false), present(other, known())),
                  BOTH,
                  seen(site, new Identity("elsewhere", null, null), Kafka.GONE),
                  seen(other, other.equals("dr") ? DR : PROD)))
          .hasMessageContaining(site + " (https://" + site)
          .hasMessageContaining(
              "kube-system has UID elsewhere there, the record knows " + knownOf(site).kubeSystem())
          .hasMessageContaining("record_rebuilt_site=" + site);
    }
  }

  @Test
  void exchangedEntriesAreNamed() {
    assertThatThrownBy(() ->
            vouch(
                List.of(present("prod", known()), present("dr", known())),
                BOTH,
                seen("prod", DR),
                seen("dr", PROD)))
        .hasMessageContaining("The record knows this place as dr: are the two entries exchanged?");
  }

  @Test
  void twoNamespacesOfOneClusterAreToldByTheirUids() {
    Identity one = new Identity("cluster", "namespace-p", null);
    Identity other = new Identity("cluster", "namespace-d", null);
    DrRecord record = known(one, other);
    List<RecordAt> answers = List.of(present("prod", record), present("dr", record));
    assertThat(vouch(answers, BOTH, seen("prod", one), seen("dr", other))).isEqualTo(answers);
    assertThatThrownBy(() -> vouch(answers, BOTH, seen("prod", other), seen("dr", one)))
        .hasMessageContaining("namespace kafka is another one: it has UID namespace-d");
  }

  @Test
  void bothAtOnePlaceAreRefusedWhateverTheirAddresses() {
    assertThatThrownBy(() ->
            vouch(
                List.of(new RecordAt.Missing("prod", false), new RecordAt.Missing("dr", false)),
                BOTH,
                seen("prod", new Identity("cluster", null, null)),
                seen("dr", new Identity("cluster", null, null))))
        .hasMessageContaining("are one place");
  }

  @Test
  void aKafkaClusterMadeAnewUnderTheNameIsAnotherOne() {
    assertThatThrownBy(() ->
            vouch(
                List.of(present("prod", known()), present("dr", known())),
                BOTH,
                seen("prod", new Identity("cluster-p", "namespace-p", "kafka-new")),
                seen("dr", DR)))
        .hasMessageContaining("it has ID kafka-new, the record knows kafka-p");
  }

  @Test
  void whatCannotBeComparedIsNotBelieved() {
    assertThatThrownBy(() ->
            vouch(
                List.of(present("prod", known()), present("dr", known())),
                BOTH,
                seen("prod", Identity.UNKNOWN, Kafka.UNREADABLE),
                seen("dr", DR)))
        .hasMessageContaining("nothing of it can be compared");
  }

  @Test
  void aKafkaClusterThatIsGoneIsMissedByARolloutAlone() {
    List<RecordAt> answers = List.of(present("prod", known()), present("dr", known()));
    SeenSite[] seen = {
      seen("prod", new Identity("cluster-p", "namespace-p", null), Kafka.GONE), seen("dr", DR)
    };
    assertThat(vouch(answers, BOTH, seen)).isEqualTo(answers);
    assertThatThrownBy(() -> Identities.requireKafka(answers, List.of(seen), Optional.empty()))
        .hasMessageContaining("the Kafka cluster that the record knows, kafka-p, is gone there");
  }

  @Test
  void aRecordRestoredInAnotherClusterDoesNotMakeItTheSite() {
    assertThatThrownBy(() ->
            vouch(
                List.of(present("prod", known()), new RecordAt.Silent("dr", "timeout")),
                BOTH,
                seen("prod", new Identity("restored", "restored", null), Kafka.GONE)))
        .hasMessageContaining("its API server is another cluster");
  }

  @Test
  void aMoveThatDoesWithoutASiteDoesNotBelieveAnotherOneAtItsPlace() {
    DrRecord foreign = DrRecord.first("prod", "dr", Instant.EPOCH);
    List<RecordAt> believed =
        vouch(
            List.of(present("prod", foreign), present("dr", known())),
            List.of("dr"),
            seen("prod", new Identity("elsewhere", "other", "kafka")),
            seen("dr", DR));
    assertThat(believed.getFirst())
        .isInstanceOfSatisfying(
            RecordAt.Silent.class,
            silent ->
                assertThat(silent.why()).contains("it is not the site that the record knows"));
    assertThat(believed.getLast()).isInstanceOf(RecordAt.Present.class);
  }

  @Test
  void aSiteThatWasRebuiltHasNoRecordWhateverABackupBrought() {
    List<RecordAt> believed =
        Identities.vouch(
            List.of(present("prod", known()), present("dr", known())),
            List.of(seen("prod", new Identity("new", "new", null), Kafka.GONE), seen("dr", DR)),
            BOTH,
            Optional.of("prod"));
    assertThat(believed.getFirst()).isEqualTo(new RecordAt.Missing("prod", false));
  }

  @Test
  void aRecordOfBeforeLearnsWhatTheSitesAre() {
    DrRecord before = DrRecord.first("prod", "dr", Instant.EPOCH);
    SeenSite bare = seen("prod", new Identity("cluster-p", "namespace-p", null), Kafka.GONE);
    DrRecord once = Identities.learned(before, List.of(bare, seen("dr", DR)));
    assertThat(once.revision()).isEqualTo(2);
    assertThat(once.identityOf("dr")).isEqualTo(DR);
    assertThat(Identities.unidentified(once, BOTH)).containsExactly("prod");
    assertThat(Identities.learned(once, List.of(bare, seen("dr", DR)))).isSameAs(once);
    DrRecord twice = Identities.learned(once, List.of(seen("prod", PROD)));
    assertThat(twice.identityOf("prod")).isEqualTo(PROD);
    assertThat(Identities.unidentified(twice, BOTH)).isEmpty();
  }

  @Test
  void aKafkaClusterOfSomebodyElseIsRefusedWhereNoRecordIs() {
    List<SeenSite> seen = List.of(seen("prod", PROD, Kafka.FOREIGN));
    assertThatThrownBy(
            () -> Identities.requireOurs(List.of(new RecordAt.Missing("prod", true)), seen))
        .hasMessageContaining("a Kafka cluster of the name that this project did not make");
    Identities.requireOurs(List.of(present("prod", known())), seen);
  }

  @Test
  void aRebuiltSiteIsAnEmptyStandbyMirroredFromTheBeginning() {
    DrRecord before =
        Advance.begin(known(), Advance.FAILOVER, "dr", "somebody", Instant.EPOCH)
            .with(2, "steady", null);
    SeenSite dr = seen("dr", new Identity("new", "new", null), Kafka.GONE);
    DrRecord after = RebuiltSite.takeIn(before, dr, Instant.EPOCH);
    assertThat(after.accessAt("dr")).isEqualTo(Access.CLOSED);
    assertThat(after.mirror()).isEqualTo(new DrRecord.Mirror("prod", "dr", DrRecord.State.RUNNING));
    assertThat(after.forkPoints()).isNull();
    assertThat(after.identityOf("dr")).isEqualTo(dr.identity());
    assertThat(after.history().getLast().why()).contains("dr was rebuilt");
    assertThat(RebuiltSite.is(before, dr)).isTrue();
    assertThat(RebuiltSite.is(after, dr)).isFalse();
  }

  @Test
  void theActiveSiteCannotBeTakenInAsRebuiltNorOneInTheMiddleOfAMove() {
    SeenSite prod = seen("prod", new Identity("new", "new", null), Kafka.GONE);
    assertThatThrownBy(() -> RebuiltSite.takeIn(known(), prod, Instant.EPOCH))
        .hasMessageContaining("prod is the active site")
        .hasMessageContaining("playbooks/failover.yml");
    DrRecord moving = Advance.begin(known(), "switchover", "dr", "somebody", Instant.EPOCH);
    assertThatThrownBy(
            () -> RebuiltSite.takeIn(moving, seen("dr", Identity.UNKNOWN), Instant.EPOCH))
        .hasMessageContaining("a switchover to dr is under way");
  }

  private static List<RecordAt> vouch(
      List<RecordAt> answers, List<String> needed, SeenSite... seen) {
    return Identities.vouch(answers, List.of(seen), needed, Optional.empty());
  }

  private static DrRecord known() {
    return known(PROD, DR);
  }

  private static Identity knownOf(String site) {
    return known().identityOf(site);
  }

  private static DrRecord known(Identity prod, Identity dr) {
    return DrRecord.first("prod", "dr", Instant.EPOCH).knowing(Map.of("prod", prod, "dr", dr), 1);
  }

  private static RecordAt.Present present(String site, DrRecord record) {
    return new RecordAt.Present(site, record, "1");
  }

  private static SeenSite seen(String name, Identity identity) {
    return seen(name, identity, Kafka.OURS);
  }

  private static SeenSite seen(String name, Identity identity, Kafka kafka) {
    return new SeenSite(name, "https://" + name, "kafka", identity, kafka);
  }
}
