package dev.strimzidr.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How this JVM resolves names: as the machine does, except for those that were given addresses. So
 * a client of Kafka can be sent where a DNS server says that is not the machine's own. The JVM
 * takes the first resolver on its class path, and dnsjava brings one too: this jar stands before
 * it.
 */
public final class GivenAddresses extends InetAddressResolverProvider {
  // Threads that a client of Kafka starts resolve names too; another call in this JVM has its own.
  private static final ThreadLocal<Map<String, List<InetAddress>>> GIVEN =
      new InheritableThreadLocal<>() {
        @Override
        protected Map<String, List<InetAddress>> initialValue() {
          return Map.of();
        }
      };

  /**
   * From now on these names have these addresses, and only these, for this thread and those that it
   * starts.
   */
  public static void use(Map<String, List<InetAddress>> addresses) {
    Map<String, List<InetAddress>> lower = new HashMap<>();
    addresses.forEach(
        (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    GIVEN.set(Map.copyOf(lower));
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "given addresses";
  }

  private record Resolver(InetAddressResolver machine) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      List<InetAddress> addresses = GIVEN.get().get(host.toLowerCase(Locale.ROOT));
      return addresses == null ? machine.lookupByName(host, policy) : addresses.stream();
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return machine.lookupByAddress(address);
    }
  }
}
