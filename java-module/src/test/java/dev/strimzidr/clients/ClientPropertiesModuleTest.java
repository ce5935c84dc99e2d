package dev.strimzidr.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A status that still has the authority from before a renewal. */
class ClientPropertiesModuleTest {
  private static final String NAMESPACE = "properties";

  @TempDir Path folder;

  @BeforeAll
  static void renew() {
    KafkaSite.create(
        NAMESPACE,
        Map.of("external", new KafkaSite.Given("kafka.test:9094", "the former one", true)),
        Map.of("shop", "a-password-of-tests"));
    RealApi.kubectl(
        "create",
        "secret",
        "generic",
        KafkaSite.CLUSTER + "-cluster-ca-cert",
        "--namespace=" + NAMESPACE,
        "--from-literal=ca.crt=the new one",
        "--from-literal=ca-2031.crt=kept until it ends",
        "--from-literal=ca.password=no certificate");
  }

  @Test
  void clientsTrustTheAuthorityThatHoldsNow() throws IOException {
    String written = written();
    assertThat(written).contains("the new one", "kept until it ends");
    assertThat(written).doesNotContain("the former one", "no certificate");
  }

  @Test
  void aListenerWithACertificateOfItsOwnIsTrustedAsItSays() throws IOException {
    own("{\"brokerCertChainAndKey\":{\"secretName\":\"own\",\"certificate\":\"c\",\"key\":\"k\"}}");
    try {
      assertThat(written()).contains("the former one").doesNotContain("the new one");
    } finally {
      own("null");
    }
  }

  private static void own(String configuration) {
    RealApi.kubectl(
        "patch",
        "kafka/" + KafkaSite.CLUSTER,
        "--namespace=" + NAMESPACE,
        "--type=json",
        "--patch=[{\"op\":\"add\",\"path\":\"/spec/kafka/listeners/0/configuration\",\"value\":%s}]"
            .formatted(configuration));
  }

  private String written() throws IOException {
    JsonNode answer =
        Modules.call(
            new ClientPropertiesModule(),
            RealApi.options(
                Map.of(
                    "namespace",
                    NAMESPACE,
                    "cluster",
                    KafkaSite.CLUSTER,
                    "users",
                    List.of("shop"),
                    "directory",
                    folder.toString())));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return Files.readString(folder.resolve("shop.properties"));
  }
}
