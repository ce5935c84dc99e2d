package dev.strimzidr.record;

import dev.strimzidr.module.Answer;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a rollout does with the record: it makes the first one, brings a site that is behind up to
 * date, and writes down by what the sites are known. It moves nothing.
 *
 * @param home the site that is active in the first record
 * @param restore the site that a person says is active, where the record is lost
 * @param rebuilt the site that a person says was rebuilt
 */
record RecordCreation(
    Sites sites,
    RecordStore store,
    String home,
    Optional<String> restore,
    Optional<String> rebuilt,
    Clock clock) {

  /**
   * Creates it, or brings it up to date.
   *
   * @param asking asks both sites
   * @param locking takes the lock
   * @throws ModuleFailure when a site is not the one that the record knows, or a Kafka cluster is
   *     there that this project did not make
   */
  Result create(Supplier<PairRecord> asking, Consumer<PairRecord> locking, boolean checkMode) {
    PairRecord pair = asking.get();
    Identities.requireOurs(pair.answers(), pair.seen());
    if (restore.isPresent() && RecordPlan.lost(pair.answers())) {
      return first(pair, restore.get());
    }
    RecordPlan.Verdict verdict = RecordPlan.judge(pair.answers());
    if (verdict.record().isEmpty()) {
      return first(pair, home);
    }
    Identities.requireKafka(pair.answers(), pair.seen(), rebuilt);
    DrRecord before = verdict.record().get();
    return upToDate(before, pair).equals(before)
        ? pair.write(before, verdict.behind())
        : change(pair, asking, locking, checkMode);
  }

  /** As in a move, so that none begins meanwhile. */
  private Result change(
      PairRecord pair,
      Supplier<PairRecord> asking,
      Consumer<PairRecord> locking,
      boolean checkMode) {
    if (checkMode) {
      return update(pair);
    }
    locking.accept(pair);
    try {
      return update(asking.get());
    } finally {
      Result unusedEnd = pair.unlock();
    }
  }

  private Result update(PairRecord pair) {
    RecordPlan.Verdict verdict = RecordPlan.judge(pair.answers());
    DrRecord before = verdict.record().orElseThrow();
    DrRecord after = upToDate(before, pair);
    return pair.write(after, after.equals(before) ? verdict.behind() : names());
  }

  /** What is learned waits while a site is silent or a move is under way. */
  private DrRecord upToDate(DrRecord before, PairRecord pair) {
    if (pair.seen().size() < sites.list().size()) {
      return before;
    }
    Optional<SeenSite> another =
        pair.seen().stream()
            .filter(site -> rebuilt.filter(site.name()::equals).isPresent())
            .filter(site -> RebuiltSite.is(before, site) || isNew(before, site, pair))
            .findFirst();
    if (another.isPresent()) {
      return RebuiltSite.takeIn(before, another.get(), clock.instant());
    }
    return before.move() == null ? Identities.learned(before, pair.seen()) : before;
  }

  /** A record of before knows no site; one that has no record may be what the person says. */
  private static boolean isNew(DrRecord before, SeenSite site, PairRecord pair) {
    return before.identityOf(site.name()).equals(Identity.UNKNOWN)
        && pair.answers().stream()
            .anyMatch(at -> at instanceof RecordAt.Missing && at.site().equals(site.name()));
  }

  private Result first(PairRecord pair, String active) {
    requireNotExchanged();
    String standby = sites.other(sites.named("home_site", active)).name();
    DrRecord record = DrRecord.first(active, standby, clock.instant());
    return pair.write(
        record.knowing(Identities.known(record, pair.seen()), record.revision()), names());
  }

  /** With the kubeconfigs exchanged, each site has the record where the other one looks for it. */
  private void requireNotExchanged() {
    for (Site site : sites.list()) {
      Site other = sites.other(site);
      if (!site.namespace().equals(other.namespace())
          && found(new Site(site.name(), site.api(), other.namespace(), other.cluster()))) {
        throw new ModuleFailure(
            Reason.WRONG_SITE,
            "%s (%s) is not the site that it is meant to be: it has a record in namespace %s, which is that of %s, and none in its own. Are the two entries exchanged? Nothing was touched. Mend their platform_kubeconfig and platform_context in the inventory"
                .formatted(site.name(), site.api().address(), other.namespace(), other.name()));
      }
    }
  }

  /** With an account of one namespace nothing is known, and nothing speaks against it. */
  private boolean found(Site place) {
    return Answer.ifAllowed(() -> store.read(place))
        .filter(record -> !(record instanceof RecordAt.Missing))
        .isPresent();
  }

  private List<String> names() {
    return sites.list().stream().map(Site::name).toList();
  }
}
