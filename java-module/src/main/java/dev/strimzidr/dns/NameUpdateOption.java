package dev.strimzidr.dns;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** The option {@code dns} of a module that changes where names lead to. */
public final class NameUpdateOption {
  private static final String OPTION = "dns";
  private static final Map<String, Name> ALGORITHMS =
      Map.of(
          "hmac-sha256", TSIG.HMAC_SHA256,
          "hmac-sha384", TSIG.HMAC_SHA384,
          "hmac-sha512", TSIG.HMAC_SHA512);

  private NameUpdateOption() {}

  /** The option. */
  public static Option option() {
    return Option.dict(
        OPTION,
        Option.string("server").must(),
        Option.integer("port").withDefault(53L),
        Option.string("zone").must(),
        Option.string("key_name").must(),
        Option.string("key_secret").must().hidden(),
        Option.string("key_algorithm")
            .withDefault("hmac-sha256")
            .oneOf(ALGORITHMS.keySet().stream().sorted().toArray(String[]::new)),
        Option.integer("ttl").must(),
        Option.integer("timeout").withDefault(5L),
        Option.dict("names").must());
  }

  /**
   * Names and where they are to lead to.
   *
   * @param update how they are changed
   * @param targets an address or a host name for each name
   * @param ttl for how many seconds that may be remembered
   */
  public record Names(NameUpdate update, Map<String, String> targets, long ttl) {
    /** Lets each of them lead there. */
    public void point() {
      targets.forEach((name, target) -> update.point(name, target, ttl));
    }
  }

  /**
   * What is asked for.
   *
   * @param given the options below {@code dns}
   */
  public static Names read(Arguments given) {
    Map<String, String> targets = new LinkedHashMap<>();
    given
        .map("names")
        .forEach((name, target) -> {
          Name unused = DnsOptions.name("dns.names", name);
          targets.put(name, String.valueOf(target));
        });
    long ttl = given.integer("ttl");
    if (ttl < 0 || ttl > Integer.MAX_VALUE) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option dns.ttl: given is %d, allowed are seconds from 0 to %d"
              .formatted(ttl, Integer.MAX_VALUE));
    }
    return new Names(
        new NameUpdate(
            DnsOptions.address("dns.server", given.string("server")),
            DnsOptions.port("dns.port", given.integer("port")),
            DnsOptions.name("dns.zone", given.string("zone")),
            key(given),
            given.seconds("timeout", 1)),
        targets,
        ttl);
  }

  private static NameUpdate.Key key(Arguments given) {
    Name algorithm = ALGORITHMS.getOrDefault(given.string("key_algorithm"), TSIG.HMAC_SHA256);
    try {
      return new NameUpdate.Key(
          given.string("key_name"),
          new TSIG(
              algorithm,
              DnsOptions.name("dns.key_name", given.string("key_name")),
              Base64.getDecoder().decode(given.string("key_secret").strip())));
    } catch (IllegalArgumentException e) {
      // Without its cause: that has a part of the secret.
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option dns.key_secret: what is given is no base64, as tsig-keygen writes it");
    }
  }
}
