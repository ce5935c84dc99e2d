package dev.strimzidr.lab.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteNetworkTest {
  @Test
  void givesTheControlPlaneTheFirstAddressAndOthersTheRest() {
    var network = SiteNetwork.parse("127.31.5.0/24");

    assertThat(network.controlPlane()).isEqualTo("127.31.5.1");
    assertThat(network.assignable(0)).isEqualTo("127.31.5.2");
    assertThat(network.assignable(network.capacity() - 1)).isEqualTo("127.31.5.254");
    assertThat(network).hasToString("127.31.5.0/24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/24",
        "127.31.5.0",
        "127.31.5.1/24",
        "127.31.256.0/24",
        "127.0.0.0/8",
        "127.31.5.0/30",
        ""
      })
  void refusesWhatIsNoNetworkForASite(String text) {
    assertThatThrownBy(() -> SiteNetwork.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a network for a site")
        .hasMessageContaining("127.31.0.0/24");
  }

  @ParameterizedTest
  @CsvSource({
    "127.31.5.0/24, 127.31.5.77, true",
    "127.31.5.0/24, 127.31.6.77, false",
    "127.31.0.0/16, 127.31.6.77, true",
    "127.31.5.0/24, ::1, false"
  })
  void knowsItsOwnAddresses(String network, String address, boolean own)
      throws UnknownHostException {
    assertThat(SiteNetwork.parse(network).contains(InetAddress.getByName(address))).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({"127.31.5.9, 198.19.5.9", "127.32.0.2, 198.18.0.2"})
  void reportsAddressesThatEndpointsAccept(String loopback, String reported) {
    assertThat(SiteNetwork.reported(loopback)).isEqualTo(reported);
  }
}
