package dev.strimzidr.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GivenAddressesTest {
  @AfterEach
  void forget() {
    GivenAddresses.use(Map.of());
  }

  @Test
  void givesANameItsAddresses() throws UnknownHostException {
    GivenAddresses.use(Map.of("Kafka.Given.test", List.of(InetAddress.getByName("127.0.0.9"))));
    assertThat(InetAddress.getAllByName("kafka.given.test"))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.9");
  }

  @Test
  void leavesOtherNamesToTheMachine() throws UnknownHostException {
    assertThat(InetAddress.getAllByName("localhost"))
        .allMatch(InetAddress::isLoopbackAddress)
        .isNotEmpty();
  }

  @Test
  void isTheResolverThatTheJvmTakes() {
    assertThat(ServiceLoader.load(InetAddressResolverProvider.class))
        .first()
        .isInstanceOf(GivenAddresses.class);
  }
}
