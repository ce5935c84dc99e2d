package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final String HISTORY =
      """
      [{epoch: 1, at: '2026-11-01T08:00:00Z', active: prod, why: first rollout},
       {epoch: 2, at: '2026-11-02T08:00:00Z', active: dr, why: switchover},
       {epoch: 3, at: '2026-11-03T08:00:00.123Z', active: prod, why: failback},
       {epoch: 3, at: '2026-11-04T08:00:00Z', active: prod, why: switchover to dr undone}]
      """;

  @Test
  void ofAPairThatIsWellItSaysSinceWhenAndHowOldTheCopyIs() {
    Map<?, ?> status = status(pair());
    assertThat(status.get("writable")).isEqualTo(true);
    assertThat(status.get("clients")).isEqualTo("can write at prod, since 2026-11-03T08:00:00Z");
    assertThat(status.get("second_copy"))
        .isEqualTo("at dr, 12 records behind, the oldest 1.8 s old");
    assertThat(status.get("move")).isEqualTo("none is under way");
    assertThat(ways(status)).isEmpty();
    assertThat(list(status, "findings")).isEmpty();
    assertThat(status(pair().with("facts/mirror/lag/lag_records", "0")).get("second_copy"))
        .isEqualTo("at dr, with all records");
  }

  @Test
  void ofAnActiveSiteThatIsDeadItSaysWhatIsOpen() {
    Map<?, ?> status =
        status(
            pair()
                .with("facts/sites/prod", "{msg: no route to host}")
                .with("facts/mirror/lag", "{why: prod cannot be asked}"));
    assertThat(status.get("writable")).isNull();
    assertThat(status.get("clients"))
        .isEqualTo("NOT KNOWN whether clients can write: prod does not answer");
    assertThat(status.get("second_copy"))
        .isEqualTo("NOT KNOWN how old the copy at dr is: prod cannot be asked");
    assertThat(ways(status))
        .containsExactly(
            "wait until prod answers: its records are all there then",
            "fail over, when the site is lost: ansible-playbook playbooks/failover.yml -e move_to=dr");
    assertThat(list(status, "findings")).isNotEmpty();
  }

  @Test
  void ofAStandbyThatIsDeadOneWaits() {
    assertThat(ways(status(pair().with("facts/sites/dr", "{msg: no route to host}"))))
        .containsExactly("wait until dr answers: the mirror goes on by itself");
  }

  @Test
  void ofAMoveThatWasCutOffItSaysWhichCommandsAreOpen() {
    GoodPair closed =
        pair()
            .with("record/access", "{prod: read_only, dr: closed}")
            .underWay("switchover", "dr", List.of("fence_writes", "drain"));
    Map<?, ?> status = status(closed);
    assertThat(status.get("writable")).isEqualTo(false);
    assertThat(String.valueOf(status.get("clients")))
        .startsWith("CANNOT WRITE since")
        .endsWith("they can read at prod");
    assertThat(status.get("move"))
        .isEqualTo("a switchover to dr is under way since 2026-11-24T22:03:15Z, in the step drain");
    assertThat(ways(status))
        .containsExactly(
            "go on: ansible-playbook playbooks/switchover.yml -e move_to=dr",
            "undo: ansible-playbook playbooks/switchover.yml -e move_to=dr -e abort=true");

    // Who does not answer cannot be given back to clients, but may be lost.
    assertThat(ways(status(closed.with("facts/sites/prod", "{msg: no route to host}"))))
        .containsExactly(
            "go on: ansible-playbook playbooks/switchover.yml -e move_to=dr",
            "fail over, when the site is lost: ansible-playbook playbooks/failover.yml -e move_to=dr");
  }

  @Test
  void behindThePointOfNoReturnThereIsNoUndo() {
    GoodPair opened =
        pair()
            .with("record/active", "dr")
            .with("record/access", "{prod: closed, dr: open}")
            .underWay("switchover", "dr", List.of("fork_points", "open"));
    assertThat(ways(status(opened)))
        .containsExactly("go on: ansible-playbook playbooks/switchover.yml -e move_to=dr");
    assertThat(status(opened).get("second_copy"))
        .isEqualTo("NOT YET: the mirror into prod is made when the move ends");
  }

  @Test
  void whoIsAloneIsSaidToBe() {
    GoodPair alone =
        pair()
            .with("record/active", "dr")
            .with("record/access", "{prod: closed, dr: open}")
            .with("record/unfenced", "[prod]")
            .with("record/mirror", "{from: prod, to: dr, state: absent}");
    assertThat(status(alone).get("second_copy"))
        .isEqualTo("NONE: dr is alone until playbooks/rejoin.yml");
    assertThat(list(status(alone), "findings").toString()).contains("site_unfenced");
  }

  @Test
  void whatIsNotAsItShouldBeHasItsCure() {
    GoodPair wrong = pair().with("facts/sites/dr/operator", "{ready: false, why: scaled to 0}");
    assertThat(list(status(wrong), "findings").toString())
        .contains("operator_not_ready", "scaled to 0", "cure");
  }

  private static GoodPair pair() {
    return GoodPair.of(MoveKind.SWITCHOVER).with("record/history", HISTORY);
  }

  private static Map<?, ?> status(GoodPair pair) {
    return (Map<?, ?>) Objects.requireNonNull(pair.judge().get("status"));
  }

  private static List<Object> ways(Map<?, ?> status) {
    return list(status, "ways");
  }

  private static List<Object> list(Map<?, ?> status, String name) {
    return List.copyOf((List<?>) Objects.requireNonNull(status.get(name)));
  }
}
