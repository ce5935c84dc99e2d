package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RiskTest {
  @Test
  void whatIsNotCopiedIsAtRisk() {
    assertThat(risk(pair()))
        .isEqualTo("12 records that the mirror has not copied, the oldest 1.8 s old");
    assertThat(risk(pair().with("facts/mirror/lag/lag_records", "0")))
        .isEqualTo("0 records that the mirror has not copied");
  }

  @Test
  void ofASiteThatCannotBeAskedItIsWhatCameAfterTheLastCopy() {
    String risk = risk(pair().with("facts/mirror/lag", "{why: nobody answers}"));

    assertThat(risk)
        .matches(
            "unknown, as prod cannot be asked: of each topic what was written there after the mirror last"
                + " copied into it, and what it was behind by then"
                + " \\(my-topic: 2026-11-24T22:04:37Z, -?\\d+ s ago\\)");
    assertThat(risk(pair().with("facts/mirror/lag", "{partitions: 4, unknown_partitions: 2}")))
        .isEqualTo("unknown for 2 of 4 partitions");
  }

  @Test
  void withoutForkPointsNothingIsKnown() {
    GoodPair pair = pair().with("facts/mirror/fork_points", "null");

    assertThat(risk(pair))
        .isEqualTo(
            "unknown, as dr does not say up to where it has copied: tasks of its mirror still run");
    assertThat(risk(pair.with("facts/mirror/msg", "no broker answers")))
        .endsWith("no broker answers");
    assertThat(risk(pair.with("facts", "absent"))).startsWith("unknown");
  }

  @Test
  void topicsThatWereMadeAgainAreNamed() {
    assertThat(
            risk(
                pair()
                    .with("facts/mirror/identity/doubts", "[{topic: a}, {topic: b}, {topic: a}]")))
        .endsWith(
            "; of a, b whatever was written since they were made again, or is not in the copy");
  }

  @Test
  void whereTheLogsHavePartedARejoinCounts() {
    GoodPair pair =
        pair()
            .with("record/active", "dr")
            .with(
                "record/fork_points",
                "{from: prod, to: dr, at: '2026-11-24T22:04:38Z', topics: {}}");

    assertThat(risk(pair))
        .isEqualTo(
            "what was not copied when the logs parted, 2026-11-24T22:04:38Z; playbooks/rejoin.yml counts it");
    assertThat(pair().judge().get("risk_parted"))
        .isEqualTo("what was not copied when the logs parted; playbooks/rejoin.yml counts it");
  }

  private static GoodPair pair() {
    return GoodPair.of(MoveKind.FAILOVER);
  }

  private static String risk(GoodPair pair) {
    return String.valueOf(pair.judge().get("risk"));
  }
}
