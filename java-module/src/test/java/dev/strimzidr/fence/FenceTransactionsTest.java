package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.record.Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a transaction that is open while a site is closed. */
class FenceTransactionsTest {
  private static final Map<String, ?> BRIEFLY = Map.of("transactions_timeout", 1);

  private static FencedSite site;

  @BeforeAll
  static void make() {
    site = new FencedSite("fence-transactions");
  }

  @AfterAll
  static void remove() {
    site.close();
  }

  @BeforeEach
  void open() {
    site.bring("open", Map.of());
  }

  @Test
  void aClientMayEndWhatItHasBegunAndBeginNothing() {
    try (Producer<String, String> shop = site.shop("shop-ends")) {
      CompletableFuture<JsonNode> closing =
          CompletableFuture.supplyAsync(
              () -> site.bring("closed", Map.of("transactions_timeout", 60, "wait_timeout", 120)),
              task -> Thread.ofPlatform().daemon().start(task));
      Awaitility.await("writes are refused")
          .atMost(Duration.ofSeconds(60))
          .failFast(closing::isDone)
          .until(() -> site.denial().equals(Denial.at(Access.READ_ONLY)));
      assertThat(closing).isNotDone();

      shop.commitTransaction();

      JsonNode closed = closing.join();
      assertThat(aborted(closed)).isEmpty();
      assertThat(closed.at("/sites/prod/proven/brokers").asInt()).isEqualTo(1);
    }
  }

  @Test
  void oneThatStaysOpenIsAbortedAndTheMirrorsIsNot() {
    try (Producer<String, String> shop = site.shop("shop-stays");
        Producer<String, String> mirror = site.superUser("shop-mirror-1")) {
      JsonNode closed =
          site.bring(
              "closed",
              Map.of("transactions_timeout", 1, "unfenced_transactions", List.of("shop-mirror")));
      assertThat(aborted(closed)).containsExactly("shop-stays");
      assertThat(closed.at("/sites/prod/proven/brokers").asInt()).isEqualTo(1);
      mirror.commitTransaction();

      // Not only its rights are gone: with them it could not go on either.
      site.bring("open", Map.of());
      assertThatThrownBy(shop::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }
  }

  @Test
  void oneThatIsOpenAtAClosedSiteIsNoFence() {
    site.bring("closed", Map.of());
    try (Producer<String, String> left = site.superUser("shop-left")) {
      JsonNode refused = site.call("closed", Map.of("prove", "only"));
      assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("not_refused");
      assertThat(refused.path("msg").asText())
          .startsWith("prod is closed, but these transactions of clients are open: shop-left.");

      JsonNode again = site.bring("closed", BRIEFLY);
      assertThat(again.path("changed").asBoolean()).isTrue();
      assertThat(aborted(again)).containsExactly("shop-left");
      assertThatThrownBy(left::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }
  }

  /** Who commits positions and writes nothing keeps no record from being copied. */
  @Test
  void oneOfPositionsAloneIsEndedWhenReadingIsClosed() {
    try (Producer<String, String> shop = site.beginning("shop-positions")) {
      shop.sendOffsetsToTransaction(
          Map.of(new TopicPartition(site.namespace(), 0), new OffsetAndMetadata(0)),
          site.group("shop-positions"));
      JsonNode readOnly = site.bring("read_only", Map.of("transactions_timeout", 60));
      assertThat(aborted(readOnly)).isEmpty();
      assertThat(aborted(site.bring("closed", BRIEFLY))).containsExactly("shop-positions");
    }
  }

  private static List<String> aborted(JsonNode answer) {
    return answer
        .at("/sites/prod/aborted_transactions")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }
}
