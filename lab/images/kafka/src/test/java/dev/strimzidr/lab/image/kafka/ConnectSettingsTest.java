package dev.strimzidr.lab.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConnectSettingsTest {
  private final LabContainer container =
      new LabContainer(Path.of("/root/of"), "127.31.0.9", "mm2-0.mm2.ns.svc.cluster.local");

  @Test
  void theWorkerIsKnownByItsPodsNameAndListensOnItsAddress() {
    var operator = new Properties();
    operator.setProperty("rest.advertised.host.name", "${strimzienv:ADVERTISED_HOSTNAME}");
    operator.setProperty("rest.advertised.port", "8083");

    assertThat(ConnectSettings.of(operator, container))
        .containsEntry("rest.advertised.host.name", "mm2-0.mm2.ns.svc")
        .containsEntry("listeners", "http://127.31.0.9:8083")
        .containsEntry("plugin.discovery", "service_load");
  }

  @Test
  void whatTheOperatorSaysCounts() {
    var operator = new Properties();
    operator.setProperty("listeners", "http://127.31.0.9:9999");
    operator.setProperty("plugin.discovery", "only_scan");

    assertThat(ConnectSettings.of(operator, container)).containsAllEntriesOf(operator);
  }
}
