package dev.strimzidr.lab.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteTest {
  private final Rewrite rewrite = new Rewrite(Path.of("/root/of"), "127.31.0.9");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listeners|A://0.0.0.0:9090,B://:9091|A://127.31.0.9:9090,B://127.31.0.9:9091",
        "listeners|A://127.31.0.8:9090|A://127.31.0.8:9090",
        "advertised.listeners|A://host:9090|A://host:9090",
        "log.dirs|/var/lib/kafka/data-0/l,/var/lib/kafka/data-1/l|/root/of/var/lib/kafka/data-0/l,/root/of/var/lib/kafka/data-1/l",
        "plugin.path|/opt/kafka/plugins|/root/of/opt/kafka/plugins",
        "password|${strimzifile:/opt/kafka/x.properties:key}|${strimzifile:/root/of/opt/kafka/x.properties:key}",
        "password|${strimzisecrets:ns/name:key}|${strimzisecrets:ns/name:key}",
        "min.insync.replicas|2|2"
      })
  void fitsAContainersConfigurationToAProcess(String key, String before, String after) {
    var properties = new Properties();
    properties.setProperty(key, before);

    assertThat(rewrite.of(properties)).containsEntry(key, after).hasSize(1);
  }
}
