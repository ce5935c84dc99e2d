package dev.strimzidr.record;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Whether the sites that answer are those that the record knows. Pure. */
final class Identities {
  private Identities() {}

  /**
   * The answers of sites that are what the record knows. One that is another place and need not
   * take part counts as silent: what it says is not believed. One that is said to be rebuilt counts
   * as having no record.
   *
   * @param answers what each site says of the record
   * @param seen what stands at the places of the sites that answer
   * @param needed the sites that have to take part
   * @param rebuilt the site that a person says was rebuilt
   * @throws ModuleFailure when a site that has to take part is another one, or both are one place
   */
  static List<RecordAt> vouch(
      List<RecordAt> answers,
      Collection<SeenSite> seen,
      Collection<String> needed,
      Optional<String> rebuilt) {
    requireTwoPlaces(List.copyOf(seen));
    List<RecordAt> believed = new ArrayList<>(answers);
    List<SeenSite> vouched = new ArrayList<>(seen);
    for (SeenSite site : seen) {
      stranger(site, answers, needed, rebuilt)
          .ifPresent(stranger -> {
            believed.replaceAll(answer -> answer.site().equals(site.name()) ? stranger : answer);
            vouched.remove(site);
          });
    }
    for (SeenSite site : vouched) {
      String difference = difference(believed, site, SeenSite::difference);
      if (difference != null) {
        throw refused(site, difference, believed);
      }
    }
    return believed;
  }

  /**
   * A rollout would make a Kafka cluster anew that the record knows and that is gone: its site was
   * rebuilt as well.
   *
   * @throws ModuleFailure when one is gone
   */
  static void requireKafka(
      List<RecordAt> answers, Collection<SeenSite> seen, Optional<String> rebuilt) {
    for (SeenSite site : seen) {
      String difference = difference(answers, site, SeenSite::differenceOrLoss);
      if (difference != null && !isRebuilt(site.name(), rebuilt)) {
        throw refused(site, difference, answers);
      }
    }
  }

  /**
   * Where no record says that this project is at home, a Kafka cluster has to be its own.
   *
   * @throws ModuleFailure when one is somebody else's
   */
  static void requireOurs(List<RecordAt> answers, Collection<SeenSite> seen) {
    for (SeenSite site : seen) {
      if (site.kafka() == SeenSite.Kafka.FOREIGN
          && answers.stream()
              .noneMatch(at -> at instanceof RecordAt.Present && at.site().equals(site.name()))) {
        throw new ModuleFailure(
            Reason.WRONG_SITE,
            "%s has a Kafka cluster of the name that this project did not make, so it is not changed. Nothing was touched. Give the site another cluster_name or cluster_namespace; a cluster that exists already cannot be adopted"
                .formatted(site.words()));
      }
    }
  }

  /** The record that knows in addition what was seen; the same one where that is nothing new. */
  static DrRecord learned(DrRecord record, Collection<SeenSite> seen) {
    Map<String, Identity> identities = known(record, seen);
    return identities.equals(record.identities())
        ? record
        : record.knowing(identities, record.revision() + 1);
  }

  /** By what the sites are known when in addition to a record they are seen. */
  static Map<String, Identity> known(DrRecord record, Collection<SeenSite> seen) {
    Map<String, Identity> identities = new LinkedHashMap<>(record.identities());
    seen.forEach(
        site -> identities.put(site.name(), record.identityOf(site.name()).or(site.identity())));
    return identities;
  }

  /** Sites of which the record does not know everything that it is to know. */
  static List<String> unidentified(DrRecord record, Collection<String> sites) {
    return sites.stream().filter(site -> record.identityOf(site).kafka() == null).toList();
  }

  /** What a place counts for that is not the site, where the pair can do without it. */
  private static Optional<RecordAt> stranger(
      SeenSite site, List<RecordAt> answers, Collection<String> needed, Optional<String> rebuilt) {
    if (isRebuilt(site.name(), rebuilt)) {
      return Optional.ofNullable(difference(answers, site, SeenSite::differenceOrLoss))
          .map(difference -> new RecordAt.Missing(site.name(), false));
    }
    return needed.contains(site.name())
        ? Optional.empty()
        : Optional.ofNullable(difference(answers, site, SeenSite::difference))
            .map(difference ->
                new RecordAt.Silent(
                    site.name(), "it is not the site that the record knows: " + difference));
  }

  /** How a site differs from what any record knows of it; null where it does not. */
  private static @Nullable String difference(
      List<RecordAt> answers,
      SeenSite site,
      BiFunction<SeenSite, Identity, @Nullable String> comparison) {
    for (RecordAt answer : answers) {
      if (answer instanceof RecordAt.Present present) {
        String difference = comparison.apply(site, present.record().identityOf(site.name()));
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }

  private static ModuleFailure refused(SeenSite site, String difference, List<RecordAt> answers) {
    return new ModuleFailure(
        Reason.WRONG_SITE,
        "%s is not the site that the record knows: %s. %sNothing was touched. Mend its entry in the inventory (platform_kubeconfig, platform_context, cluster_namespace); if the site was really rebuilt, docs/runbooks/site-lost-and-back.md says when to say record_rebuilt_site=%s"
            .formatted(site.words(), difference, exchanged(site, answers), site.name()));
  }

  /** Says so where the record knows the place as the other site. */
  private static String exchanged(SeenSite site, List<RecordAt> answers) {
    for (RecordAt answer : answers) {
      if (answer instanceof RecordAt.Present present) {
        for (Map.Entry<String, Identity> known : present.record().identities().entrySet()) {
          if (!known.getKey().equals(site.name())
              && known.getValue().comparable(site.identity())
              && site.difference(known.getValue()) == null) {
            return "The record knows this place as %s: are the two entries exchanged? "
                .formatted(known.getKey());
          }
        }
      }
    }
    return "";
  }

  private static void requireTwoPlaces(List<SeenSite> seen) {
    if (seen.size() > 1 && seen.getFirst().same(seen.getLast())) {
      throw new ModuleFailure(
          Reason.WRONG_SITE,
          "%s and %s are one place, whatever their addresses: a pair needs two. Nothing was touched. Mend one of their entries in the inventory"
              .formatted(seen.getFirst().words(), seen.getLast().words()));
    }
  }

  private static boolean isRebuilt(String site, Optional<String> rebuilt) {
    return rebuilt.filter(site::equals).isPresent();
  }
}
