package dev.strimzidr.credentials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
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
import dev.strimzidr.pair.SiteAnswer;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The module {@code strimzi_credentials}: the Secrets that both sites must share. */
public final class CredentialsModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Sites.option(),
          Option.flag("authorities", true),
          Option.integer("authority_days").withDefault(1825L),
          Option.list("passwords", Type.STR),
          Option.string("peer_trust"));

  private final Clock clock = Clock.systemUTC();

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
    List<Map<String, Object>> written = new ArrayList<>();
    List<Map<String, Object>> authorities = new ArrayList<>();
    try (Sites sites = Sites.open(arguments)) {
      for (Item item : items(arguments)) {
        List<SiteAnswer<Seen>> answers = sites.ask(site -> Lookup.read(item, site));
        Plan plan = Plan.of(item, answers.stream().map(CredentialsModule::found).toList());
        Optional<Material> material = carryOut(item, plan, generator, invocation, written);
        if (item instanceof Item.Authority authority && material.isPresent()) {
          authorities.add(AuthorityFacts.of(authority, material.get(), clock));
          trust(arguments, authority, material.get(), answers, invocation, written);
        }
      }
    } catch (ModuleFailure failure) {
      Map<String, Object> state = new LinkedHashMap<>(failure.state());
      state.put("secrets", written);
      throw new ModuleFailure(failure.reason(), failure.message(), state, failure);
    }
    return new Result.Success(
        !written.isEmpty(), Map.of("secrets", written, "authorities", authorities), List.of());
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

  private static Found found(SiteAnswer<Seen> answer) {
    return switch (answer) {
      case SiteAnswer.Answered<Seen>(Site site, Seen seen) ->
          seen.material()
              .<Found>map(material -> new Found.There(site, material))
              .orElseGet(() -> new Found.Missing(site, seen.leftovers()));
      case SiteAnswer.Silent<Seen>(Site site, ModuleFailure why) ->
          new Found.Unknown(site, why.message());
    };
  }

  /** What both sites have afterwards; nothing where it would only be made. */
  private static Optional<Material> carryOut(
      Item item,
      Plan plan,
      Generator generator,
      Invocation invocation,
      List<Map<String, Object>> written) {
    return switch (plan) {
      case Plan.Nothing(Material material) -> Optional.of(material);
      case Plan.Copy(Material material, Site from, Found.Missing to) -> {
        write(item, material, to, "copied from " + from.name(), invocation, written);
        yield Optional.of(material);
      }
      case Plan.Make(List<Found.Missing> sites) -> {
        if (invocation.checkMode()) {
          sites.forEach(to ->
              item.secrets(to.site())
                  .forEach(secret -> written.add(outcome(to.site(), secret, "made"))));
          yield Optional.empty();
        }
        Material material = generator.make(item);
        sites.forEach(to -> write(item, material, to, "made", invocation, written));
        yield Optional.of(material);
      }
    };
  }

  private static void write(
      Item item,
      Material material,
      Found.Missing to,
      String how,
      Invocation invocation,
      List<Map<String, Object>> written) {
    Site site = to.site();
    if (!invocation.checkMode()) {
      to.leftovers().forEach(name -> site.api().delete(site.in(KnownKinds.SECRET, name), false));
    }
    for (ObjectNode secret : SecretShape.secrets(item, material, site)) {
      if (!invocation.checkMode()) {
        // Created, not applied: one that somebody has made in between is not overwritten.
        site.api()
            .create(KnownKinds.SECRET, site.namespace(), secret, ApplyOptions.of(false, false));
      }
      written.add(outcome(site, secret.path("metadata").path("name").asText(), how));
    }
  }

  /** Gives each site the certificate by which it knows the other one's brokers. */
  private static void trust(
      Arguments arguments,
      Item.Authority authority,
      Material material,
      List<SiteAnswer<Seen>> answers,
      Invocation invocation,
      List<Map<String, Object>> written) {
    Optional<String> name =
        arguments.optionalString("peer_trust").filter(given -> !given.isBlank());
    if (authority.use() != Item.Authority.Use.CLUSTER || name.isEmpty()) {
      return;
    }
    for (SiteAnswer<Seen> answer : answers) {
      if (answer instanceof SiteAnswer.Answered<Seen>(Site site, Seen seen)) {
        Ref ref = site.in(KnownKinds.SECRET, name.get());
        ObjectNode secret =
            SecretShape.secret(
                site,
                name.get(),
                Map.of(SecretShape.CERTIFICATE, material.value(SecretShape.CERTIFICATE)),
                Map.of(),
                Map.of());
        Optional<ObjectNode> live = site.api().find(ref);
        if (live.isPresent() && live.get().path("data").equals(secret.path("data"))) {
          continue;
        }
        if (!invocation.checkMode()) {
          site.api().apply(ref, secret, ApplyOptions.of(false, false));
        }
        written.add(outcome(site, name.get(), live.isPresent() ? "renewed" : "made"));
      }
    }
  }

  private static Map<String, Object> outcome(Site site, String secret, String how) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("site", site.name());
    outcome.put("secret", secret);
    outcome.put("outcome", how);
    return outcome;
  }
}
