package dev.strimzidr.dns;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Changes where names lead to, by signed updates of a zone (RFC 2136, RFC 8945). What a name has is
 * replaced in one message, so that it leads somewhere at every moment.
 *
 * @param server the address of the server that takes updates
 * @param port its port
 * @param zone the zone of the names
 * @param key what signs
 * @param timeout how long one update may take
 */
public record NameUpdate(InetAddress server, int port, Name zone, Key key, Duration timeout) {

  /**
   * What signs.
   *
   * @param name as the server knows it
   * @param signer has the secret
   */
  public record Key(String name, TSIG signer) {}

  /**
   * Lets a name lead to one place only.
   *
   * @param target an address or a host name
   * @param ttl for how many seconds that may be remembered
   * @throws ModuleFailure when the server does not take it
   */
  public void point(String name, String target, long ttl) {
    Name owner = DnsOptions.name("name", name);
    Update update = new Update(zone);
    for (int type : new int[] {Type.CNAME, Type.A, Type.AAAA}) {
      update.delete(owner, type);
    }
    update.add(record(owner, Target.of(target), ttl));
    String what =
        "The DNS server %s was told to let %s lead to %s"
            .formatted(server.getHostAddress(), owner.toString(true), target);
    try {
      Message answer = resolver().send(update);
      if (answer.getRcode() != Rcode.NOERROR) {
        throw new ModuleFailure(
            Reason.REJECTED,
            "%s, and answers %s. Look at the key %s and at what the zone %s lets it update"
                .formatted(what, Rcode.string(answer.getRcode()), key.name(), zone));
      }
    } catch (SocketTimeoutException e) {
      throw new ModuleFailure(
          Reason.TIMEOUT,
          "%s, and does not answer within %d s".formatted(what, timeout.toSeconds()),
          e);
    } catch (PortUnreachableException e) {
      throw new ModuleFailure(
          Reason.UNREACHABLE, "%s: nobody listens at port %d".formatted(what, port), e);
    } catch (IOException e) {
      throw new ModuleFailure(Reason.UNREACHABLE, "%s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private SimpleResolver resolver() {
    var resolver = new SimpleResolver(new InetSocketAddress(server, port));
    resolver.setTimeout(timeout);
    resolver.setTSIGKey(key.signer());
    return resolver;
  }

  private static Record record(Name owner, Target target, long ttl) {
    String value = target.value();
    return switch (target.type()) {
      case "A" -> new ARecord(owner, DClass.IN, ttl, DnsOptions.address("target", value));
      case "AAAA" -> new AAAARecord(owner, DClass.IN, ttl, DnsOptions.address("target", value));
      default -> new CNAMERecord(owner, DClass.IN, ttl, DnsOptions.name("target", value));
    };
  }
}
