package dev.strimzidr.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names below {@code probe.test}, where a test needs one that leads to several addresses. */
public final class TestNames extends InetAddressResolverProvider {
  private static final String DOMAIN = ".probe.test";
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "kafka.probe.test", List.of("127.53.0.1"),
          "other.probe.test", List.of("127.53.0.1"),
          "half.probe.test", List.of("127.53.0.1", "127.53.0.2"));

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver system = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        if (!host.endsWith(DOMAIN)) {
          return system.lookupByName(host, policy);
        }
        List<String> addresses = NAMES.get(host);
        if (addresses == null) {
          throw new UnknownHostException(host);
        }
        List<InetAddress> found = new ArrayList<>();
        for (String address : addresses) {
          found.addAll(system.lookupByName(address, policy).toList());
        }
        return found.stream();
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return system.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "names of tests";
  }
}
