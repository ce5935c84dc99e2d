package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A site whose API server answers and whose Kafka does not. */
class FenceModuleTest {
  private static final String PROD = "fence-prod";
  private static final String DR = "fence-dr";

  @BeforeAll
  static void loseKafka() {
    KafkaSite.Given dead =
        new KafkaSite.Given(RealKafka.get().address("nobody"), RealKafka.get().authority(), true);
    for (String site : List.of(PROD, DR)) {
      KafkaSite.create(site, Map.of("clients", dead), Map.of("nobody", "password"));
      KafkaSite.authorize(site, "nobody");
    }
  }

  /** Nothing can be denied there; that it is closed is never said. */
  @Test
  void itIsNotSaidToBeClosed() {
    JsonNode answer = Modules.call(new FenceModule(), options(1));
    assertThat(answer.path("failed").asBoolean()).isTrue();
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(answer.has("sites")).isFalse();
  }

  /** A failover waits no longer for a site that is lost than it says. */
  @Test
  @Timeout(60)
  void oneRequestIsNotWaitedForLongerThanForAll() {
    JsonNode answer = Modules.call(new FenceModule(), options(600));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
  }

  private static Map<String, Object> options(int requestTimeout) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", KafkaSite.pair("prod", PROD, "dr", DR));
    options.put("access", Map.of("prod", "closed"));
    options.putAll(Map.of("listener", "clients", "user", "nobody", "wait_timeout", 2));
    options.putAll(Map.of("probe_user", "nobody", "request_timeout", requestTimeout));
    options.put("super_users", Map.of("prod", List.of("nobody")));
    return options;
  }
}
