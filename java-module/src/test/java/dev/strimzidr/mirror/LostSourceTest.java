package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that takes connections and says nothing, as a broker does that is frozen. */
class LostSourceTest {
  private static final String PROD = "lost-prod";
  private static final String DR = "lost-dr";

  @Test
  @Timeout(60)
  void isNotWaitedForLongerThanItIsGiven() throws IOException {
    try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address =
          "%s:%d".formatted(frozen.getInetAddress().getHostAddress(), frozen.getLocalPort());
      KafkaSite.create(PROD, listener(address), Map.of());
      KafkaSite.create(DR, listener(RealKafka.get().address("plain")), Map.of());
      RealApi.kubectlWith(
          TestMirror.yaml(DR, "mirror", "prod", "dr", "running"), "apply", "--filename=-");
      JsonNode answer = look(Map.of("timeout", 600, "source_timeout", 1));
      assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
      assertThat(answer.at("/lag/lag_records").isNull()).isTrue();
      assertThat(answer.at("/lag/why").asText()).contains(address);
    }
  }

  private static Map<String, KafkaSite.Given> listener(String address) {
    return Map.of("plain", new KafkaSite.Given(address, "", false));
  }

  private static JsonNode look(Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("sites", KafkaSite.pair("prod", PROD, "dr", DR));
    options.putAll(
        Map.of("source", "prod", "name", "mirror", "listener", "plain", "user", "nobody"));
    return Modules.call(new MirrorInfoModule(), options);
  }
}
