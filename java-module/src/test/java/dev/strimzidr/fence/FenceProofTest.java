package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.RealKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator of users says is one thing, and what a broker lets in is another. */
class FenceProofTest {
  private static final String TOPIC = "fence-proof";
  private static final Map<String, ?> SOON = Map.of("wait_timeout", 4);

  private static FencedSite site;

  @BeforeAll
  static void make() {
    site = new FencedSite(TOPIC);
  }

  @AfterAll
  static void remove() {
    site.close();
  }

  @BeforeEach
  void open() {
    site.operator().leave();
    site.bring("open", Map.of());
  }

  @Test
  void aWriterWhomKafkaStillLetsInIsNamed() {
    site.operator().leave(FencedSite.SHOP);
    assertThat(refusal(site.call("closed", SOON)))
        .isEqualTo(
            "Not fenced at broker 0 of prod: user shop still has writes to topic fence-proof, "
                + "reads from topic fence-proof, group strimzi-dr-fence-probe, "
                + "transactions of shop-strimzi-dr-fence-probe, "
                + "creation of topic shop-strimzi-dr-fence-probe");

    // No KafkaUser has to be changed any more: what Kafka does is looked at all the same.
    site.operator().leave();
    JsonNode answer = site.bring("closed", Map.of());
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(answer.at("/sites/prod/proven/users").asInt()).isEqualTo(2);
  }

  @Test
  void aReaderWhomKafkaStillLetsInIsNamed() {
    site.operator().leave(FencedSite.TILL);
    assertThat(refusal(site.call("closed", SOON)))
        .isEqualTo(
            "Not fenced at broker 0 of prod: user till still has reads from topic fence-proof, group till");
  }

  @Test
  void whoMayReadMayNotWrite() {
    JsonNode answer = site.bring("read_only", Map.of()).at("/sites/prod");
    assertThat(answer.path("access").asText()).isEqualTo("read_only");
    assertThat(answer.path("changed_users")).extracting(JsonNode::asText).containsExactly("shop");
    // Who only reads loses nothing.
    assertProven(answer, 1);
    assertThat(site.operator().acls(FencedSite.SHOP))
        .extracting(acl -> acl.entry().operation())
        .contains(AclOperation.READ)
        .doesNotContain(AclOperation.WRITE);
  }

  @Test
  void aFenceThatKafkaFollowsIsProvenAndMadeOnce() {
    JsonNode closed = site.bring("closed", Map.of());
    assertThat(closed.path("changed").asBoolean()).isTrue();
    assertThat(closed.at("/sites/prod/access").asText()).isEqualTo("closed");
    assertThat(closed.at("/sites/prod/changed_users"))
        .extracting(JsonNode::asText)
        .containsExactly("shop", "till");
    assertThat(closed.at("/sites/prod/aborted_transactions")).isEmpty();
    assertProven(closed.at("/sites/prod"), 2);

    JsonNode again = site.bring("closed", Map.of());
    assertUnchanged(again);
    assertProven(again.at("/sites/prod"), 2);

    JsonNode unproven = site.bring("closed", Map.of("prove", "changed"));
    assertUnchanged(unproven);
    assertThat(unproven.at("/sites/prod/proven")).isEmpty();

    JsonNode shown = site.bring("closed", Map.of("prove", "only"));
    assertUnchanged(shown);
    assertProven(shown.at("/sites/prod"), 2);
  }

  @Test
  void whereItIsOnlyToBeProvenNobodyIsClosedOut() {
    assertThat(refusal(site.call("closed", Map.of("prove", "only"))))
        .startsWith("prod is not closed to these users: shop, till.");
    assertUnchanged(site.bring("open", Map.of()));
  }

  @Test
  void anAclThatNoKafkaUserDeclaresIsNamed() {
    RealKafka.other().allow("stranger", TOPIC, AclOperation.WRITE, AclOperation.READ);
    try {
      assertThat(refusal(site.call("closed", Map.of())))
          .isEqualTo(
              "prod is not fenced: Kafka has ACLs that no KafkaUser declares: "
                  + "User:stranger may WRITE TOPIC fence-proof. Remove them with kafka-acls");
    } finally {
      RealKafka.other().forbid("stranger");
    }
    assertProven(site.bring("closed", Map.of()).at("/sites/prod"), 2);
  }

  @Test
  void whoeverMayWriteAtAnOpenSiteIsSeenTo() {
    site.bring("closed", Map.of());
    site.operator().leave(FencedSite.SHOP);
    JsonNode refused = site.call("open", SOON);
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("forbidden");
    assertThat(refused.path("msg").asText())
        .isEqualTo("Not open at broker 0 of prod: user shop is refused, only these are let in: []");

    site.operator().leave();
    assertProven(site.bring("open", Map.of()).at("/sites/prod"), 1);
    site.shop("shop-opened").close();
    assertThat(site.operator().acls(FencedSite.TILL)).hasSize(3);
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("not_refused");
    return answer.path("msg").asText();
  }

  private static void assertUnchanged(JsonNode answer) {
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.at("/sites/prod/changed_users")).isEmpty();
  }

  private static void assertProven(JsonNode site, int users) {
    for (Map.Entry<String, Integer> count :
        List.of(Map.entry("brokers", 1), Map.entry("users", users), Map.entry("trials", users))) {
      assertThat(site.path("proven").path(count.getKey()).asInt())
          .as(site.toString())
          .isEqualTo(count.getValue());
    }
  }
}
