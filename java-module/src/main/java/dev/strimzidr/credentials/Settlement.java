package dev.strimzidr.credentials;

import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.SiteAnswer;
import dev.strimzidr.pair.Sites;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out what is planned for an item, until nothing is left to be done for it. */
final class Settlement {
  private static final String PAUSE = "strimzi.io/pause-reconciliation";

  private final Sites sites;
  private final Wishes wishes;
  private final Generator generator;
  private final SecretWriter writer;
  private final boolean dry;

  Settlement(Sites sites, Wishes wishes, Generator generator, SecretWriter writer, boolean dry) {
    this.sites = sites;
    this.wishes = wishes;
    this.generator = generator;
    this.writer = writer;
    this.dry = dry;
  }

  /**
   * What each site that answers has afterwards; nothing where it would only be made.
   *
   * @throws ModuleFailure when the plan cannot be made or carried out
   */
  Map<Site, Material> settle(Item item) {
    List<Found> found =
        sites.ask(site -> Lookup.read(item, site)).stream().map(Settlement::found).toList();
    return switch (Plan.of(item, found, wishes)) {
      case Plan.Nothing nothing -> held(found);
      case Plan.Make(List<Found.Missing> missing) -> make(item, missing);
      case Plan.Copy(Material material, Site from, Found.Missing to) -> {
        writer.create(item, material, to, "copied from " + from.name());
        yield goOn(item, after(found, to.site(), material));
      }
      case Plan.Replace(Material material, Site from, Found.There to) -> {
        Material next = Succession.at(item, to.material(), material);
        allowed(item, to);
        writer.replace(item, next, to, "replaced by that of " + from.name());
        yield goOn(item, after(found, to.site(), next));
      }
      case Plan.Renew(Material former, List<Found.There> both) -> renew(item, former, both);
    };
  }

  /** What was copied may have to be renewed too. */
  private Map<Site, Material> goOn(Item item, Map<Site, Material> now) {
    return dry || !wishes.renews(item) ? now : settle(item);
  }

  private Map<Site, Material> make(Item item, List<Found.Missing> missing) {
    Map<Site, Material> now = new LinkedHashMap<>();
    if (dry) {
      missing.forEach(to -> writer.announce(item, to.site()));
      return now;
    }
    Material made = generator.make(item);
    Material material =
        wishes.renews(item)
            ? new Material(made.values(), made.generations(), wishes.renewal(), Map.of())
            : made;
    for (Found.Missing to : missing) {
      writer.create(item, material, to, "made");
      now.put(to.site(), material);
    }
    return now;
  }

  private Map<Site, Material> renew(Item item, Material former, List<Found.There> both) {
    Material next = new Renewer(generator, wishes.renewal()).next(item, former);
    Map<Site, Material> now = new LinkedHashMap<>();
    for (Found.There at : both) {
      Material here = Succession.at(item, at.material(), next);
      writer.replace(item, here, at, "renewed");
      now.put(at.site(), dry ? at.material() : here);
    }
    return now;
  }

  /**
   * Passes what may be overwritten. An operator that looks between the writing of key and
   * certificate would sign with the wrong one of them, so Strimzi asks to pause it first.
   */
  private static void allowed(Item item, Found.There to) {
    if (!(item instanceof Item.Authority authority) || !running(to.site())) {
      return;
    }
    throw new ModuleFailure(
        Reason.CONTRADICTION,
        ("%s: Kafka %s at %s works with the one that is to be replaced. Pause its operator first (kubectl annotate kafka"
                + " %s --namespace %s %s=true), run this again, and take the annotation away; the brokers are"
                + " then rolled")
            .formatted(
                authority.words(),
                to.site().cluster(),
                to.site().name(),
                to.site().cluster(),
                to.site().namespace(),
                PAUSE));
  }

  private static boolean running(Site site) {
    return site.api()
        .find(site.in(KnownKinds.KAFKA, site.cluster()))
        .filter(kafka ->
            !kafka.path("metadata").path("annotations").path(PAUSE).asText().equals("true"))
        .isPresent();
  }

  private static Map<Site, Material> held(List<Found> found) {
    Map<Site, Material> now = new LinkedHashMap<>();
    for (Found each : found) {
      if (each instanceof Found.There(Site site, Material material)) {
        now.put(site, material);
      }
    }
    return now;
  }

  private static Map<Site, Material> after(List<Found> found, Site site, Material material) {
    Map<Site, Material> now = held(found);
    now.put(site, material);
    return now;
  }

  private static Found found(SiteAnswer<Seen> answer) {
    return switch (answer) {
      case SiteAnswer.Answered<Seen>(Site site, Seen seen) -> {
        Optional<Material> material = seen.material();
        yield material.isPresent()
            ? new Found.There(site, material.get())
            : new Found.Missing(site, seen.leftovers());
      }
      case SiteAnswer.Silent<Seen>(Site site, ModuleFailure why) ->
          new Found.Unknown(site, why.message());
    };
  }
}
