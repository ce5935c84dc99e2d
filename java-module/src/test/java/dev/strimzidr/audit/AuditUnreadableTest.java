package dev.strimzidr.audit;

import static dev.strimzidr.audit.AuditPair.SOURCE;
import static dev.strimzidr.audit.AuditPair.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Follower;
import dev.strimzidr.testing.RealKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A broker that is lost takes partitions with it. */
class AuditUnreadableTest {
  @Test
  void aPartitionWithoutALeaderIsNamedAndTheOthersAreCompared() {
    try (AuditPair pair = new AuditPair("auditlost")) {
      String topic = pair.topic("half");
      STANDBY.topic(new NewTopic(topic, 2, (short) 1));
      Follower lost = Follower.start(RealKafka.get());
      try {
        SOURCE.topic(new NewTopic(topic, Map.of(0, List.of(0), 1, List.of(1))));
        pair.same(topic, 10);
        assertThat(pair.audit(topic, Map.of()).path("ok").asBoolean()).isTrue();
      } finally {
        lost.close();
      }

      JsonNode answer = pair.audit(topic, Map.of());
      SOURCE.deleteTopic(topic);

      assertThat(answer.path("ok").asBoolean(true)).as(answer.toString()).isFalse();
      assertThat(answer.path("compared").asInt()).isEqualTo(10);
      assertThat(answer.path("findings")).hasSize(1);
      JsonNode finding = answer.path("findings").path(0);
      assertThat(finding.path("kind").asText()).isEqualTo("unreadable");
      assertThat(finding.path("text").asText())
          .isEqualTo(topic + "-1 cannot be compared at prod: it has no leader");
    }
  }
}
