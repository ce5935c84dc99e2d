package dev.strimzidr.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.kafka.KafkaAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class MovingClientTest {
  @Test
  void hasOnlySettingsThatClientsOfKafkaKnow() {
    Set<String> names = MovingClient.OF_ALL.keySet();
    assertThat(ProducerConfig.configNames())
        .containsAll(names)
        .containsAll(MovingClient.OF_PRODUCERS.keySet());
    assertThat(ConsumerConfig.configNames()).containsAll(names);
    assertThat(AdminClientConfig.configNames()).containsAll(names);
  }

  @Test
  void beginsAtTheSharedNameAndTheSitesPort() {
    var own = new KafkaAccess("192.0.2.1:9094,192.0.2.2:9095", true, List.of(), Optional.empty());
    assertThat(own.under("kafka.example.com").bootstrapServers())
        .isEqualTo("kafka.example.com:9094");
    var six = new KafkaAccess("[2001:db8::1]:443", true, List.of(), Optional.empty());
    assertThat(six.under("kafka.example.com").bootstrapServers())
        .isEqualTo("kafka.example.com:443");
  }
}
