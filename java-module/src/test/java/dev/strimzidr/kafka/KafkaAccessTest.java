package dev.strimzidr.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaAccessTest {
  @Test
  void getsInWithACertificate() {
    try (KafkaAdmin admin = new KafkaAdmin(certificate(), Duration.ofSeconds(20))) {
      int brokers =
          admin.ask("asking for brokers", kafka -> kafka.describeCluster().nodes().get().size());
      assertThat(brokers).isPositive();
    }
  }

  @Test
  void showsNeitherPasswordNorKey() {
    KafkaAccess.Password password = new KafkaAccess.Password("shop", RealKafka.PASSWORD);
    assertThat(access(password).toString()).contains("shop").doesNotContain(RealKafka.PASSWORD);
    assertThat(certificate().toString()).contains("shop").doesNotContain("PRIVATE KEY");
  }

  private static KafkaAccess certificate() {
    KeyAndCertificate issued = RealKafka.get().certificate("shop");
    return access(new KafkaAccess.Certificate("shop", issued.certificate(), issued.key()));
  }

  private static KafkaAccess access(KafkaAccess.Login login) {
    return new KafkaAccess(
        RealKafka.get().address("certificates"),
        true,
        List.of(RealKafka.get().authority()),
        Optional.of(login));
  }
}
