package dev.strimzidr.credentials;

import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The module {@code strimzi_credentials}: the Secrets that both sites must share. */
public final class CredentialsModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Sites.option(),
          Option.flag("authorities", true),
          Option.integer("authority_days").withDefault(1825L),
          Option.list("passwords", Type.STR),
          Option.string("peer_trust"),
          Option.list("renew", Type.STR).oneOf("cluster_ca", "clients_ca", "passwords"),
          Option.string("renewal"),
          Option.string("prefer"));

  private final Clock clock;

  public CredentialsModule() {
    this(Clock.systemUTC());
  }

  CredentialsModule(Clock clock) {
    this.clock = clock;
  }

  public static void main(String... arguments) {
    ModuleRunner.main(new CredentialsModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    long days = arguments.integer("authority_days");
    if (days < 1) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option authority_days: given is %d, allowed are days from 1 on".formatted(days));
    }
    Generator generator = new Generator(clock, Duration.ofDays(days));
    SecretWriter writer = new SecretWriter(invocation.checkMode());
    List<Map<String, Object>> authorities = new ArrayList<>();
    List<Map<String, String>> prompted = new ArrayList<>();
    try (Sites sites = Sites.open(arguments)) {
      Wishes wishes = wishes(arguments, sites);
      Settlement settlement =
          new Settlement(sites, wishes, generator, writer, invocation.checkMode());
      for (Item item : items(arguments)) {
        Map<Site, Material> now = settlement.settle(item);
        if (item instanceof Item.Authority authority && !now.isEmpty()) {
          authorities.add(AuthorityFacts.of(authority, now.values().iterator().next(), clock));
          trust(arguments, authority, now, writer);
        }
      }
      Prompts prompts = new Prompts(clock);
      writer.names().forEach((site, secrets) -> prompted.addAll(prompts.give(site, secrets)));
    } catch (ModuleFailure failure) {
      Map<String, Object> state = new LinkedHashMap<>(failure.state());
      state.put("secrets", writer.written());
      throw new ModuleFailure(failure.reason(), failure.message(), state, failure);
    }
    return new Result.Success(
        !writer.written().isEmpty(),
        Map.of("secrets", writer.written(), "authorities", authorities, "prompted", prompted),
        List.of());
  }

  private static Wishes wishes(Arguments arguments, Sites sites) {
    Set<String> renew = Set.copyOf(arguments.strings("renew"));
    String renewal = arguments.optionalString("renewal").orElse("").strip();
    String prefer = arguments.optionalString("prefer").orElse("").strip();
    if (!renew.isEmpty() && renewal.isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option renewal is required with renew: any name, such as a date; what carries it is not renewed again");
    }
    List<String> names = sites.list().stream().map(Site::name).toList();
    if (!prefer.isEmpty() && !names.contains(prefer)) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option prefer: given is '%s', allowed are %s"
              .formatted(prefer, String.join(", ", names)));
    }
    if (!arguments.flag("authorities") && renew.stream().anyMatch(what -> what.endsWith("_ca"))) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "option renew: a CA is not renewed with authorities=false");
    }
    return new Wishes(renew, renewal, prefer);
  }

  private static List<Item> items(Arguments arguments) {
    List<Item> items = new ArrayList<>();
    if (arguments.flag("authorities")) {
      items.add(new Item.Authority(Item.Authority.Use.CLUSTER));
      items.add(new Item.Authority(Item.Authority.Use.CLIENTS));
    }
    arguments.strings("passwords").forEach(secret -> items.add(new Item.Password(secret)));
    return items;
  }

  /**
   * Gives each site what the other one's brokers are known by: the certificate that signs, and all
   * that either site still trusts beside it, for brokers that are not rolled yet.
   */
  private static void trust(
      Arguments arguments, Item.Authority authority, Map<Site, Material> now, SecretWriter writer) {
    String name = arguments.optionalString("peer_trust").orElse("").strip();
    if (authority.use() != Item.Authority.Use.CLUSTER || name.isEmpty()) {
      return;
    }
    Map<String, byte[]> certificates = new TreeMap<>();
    for (Material material : now.values()) {
      certificates.putAll(material.trusted());
      certificates.put(SecretShape.CERTIFICATE, material.value(SecretShape.CERTIFICATE));
    }
    for (Site site : now.keySet()) {
      writer.apply(site, SecretShape.secret(site, name, certificates, Map.of(), Map.of()));
    }
  }
}
