package dev.strimzidr.lab.node.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.ProcessState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that was built in this checkout. */
class DnsTest {
  private static final String ADDRESS = "127.38.0.53";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final DnsSettings SETTINGS = new DnsSettings(ADDRESS, 5300, "dr.test", "lab", "");

  @TempDir private Path folder;
  private Dns dns;

  @BeforeEach
  void prepare() throws IOException {
    dns = new Dns(new SiteFolders(folder.toRealPath()), Path.of("../.."), message -> {});
  }

  @AfterEach
  void leavesNoProcess() {
    dns.stop();
    assertThat(dns.processes()).isEmpty();
  }

  @Test
  void isStartedHurtAndMended() {
    assertThat(dns.start(SETTINGS, TIMEOUT)).isTrue();
    assertThat(dns.start(SETTINGS, TIMEOUT)).isFalse();
    assertThat(folder.resolve("tsig.key")).exists();

    assertThat(dns.freeze()).isTrue();
    assertThat(dns.processes().getFirst().state()).isEqualTo(ProcessState.FROZEN);
    assertThat(dns.mend(TIMEOUT)).isTrue();
    assertThat(dns.processes().getFirst().state()).isEqualTo(ProcessState.RUNNING);

    assertThat(dns.refuse(true)).isTrue();
    assertThat(dns.refuses()).isTrue();
    assertThat(dns.kill()).isTrue();
    assertThat(dns.processes()).isEmpty();
    assertThat(dns.mend(TIMEOUT)).isTrue();
    assertThat(dns.refuses()).isFalse();
    assertThat(dns.processes()).hasSize(1);
  }

  @Test
  void isStartedAnewWithOtherSettings() {
    dns.start(SETTINGS, TIMEOUT);
    long before = dns.processes().getFirst().pid();
    assertThat(dns.start(new DnsSettings(ADDRESS, 5301, "dr.test", "lab", ""), TIMEOUT)).isTrue();
    assertThat(dns.processes().getFirst().pid()).isNotEqualTo(before);
  }

  @Test
  void saysThatAnAddressIsTaken() throws IOException {
    try (var taken = new ServerSocket(5302, 1, InetAddress.getByName(ADDRESS))) {
      assertThat(taken.isBound()).isTrue();
      var settings = new DnsSettings(ADDRESS, 5302, "dr.test", "lab", "");
      assertThatThrownBy(() -> dns.start(settings, TIMEOUT))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void refusesAFolderWithoutAServer() {
    assertThatThrownBy(() -> dns.mend(TIMEOUT)).hasMessageContaining("No DNS server in");
    assertThat(Files.exists(folder.resolve("dns.json"))).isFalse();
  }
}
