package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.Access;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;

/** Brings one site to a level of access by its denial, and proves it. */
final class SiteFence {
  private static final Set<Reason> NOT_THERE = EnumSet.of(Reason.NOT_FOUND, Reason.NOT_READY);

  private final Site site;
  private final Access level;
  private final Set<String> superUsers;
  private final FenceRequest request;
  private final FenceRequest.Prove prove;
  private final FenceConnection connection;
  private final boolean checkMode;
  private final Clock clock;
  private final Set<String> changed = new TreeSet<>();
  private final List<String> aborted = new ArrayList<>();
  private List<String> leaks = List.of();
  private List<String> handedBack = List.of();
  private boolean predicted;

  /**
   * A fence.
   *
   * @param superUsers the users that no ACL stops at this site: all of them, and no other
   * @param prove when it is proven
   * @param connection to the Kafka of this site
   */
  SiteFence(
      Site site,
      Access level,
      Set<String> superUsers,
      FenceRequest request,
      FenceRequest.Prove prove,
      FenceConnection connection,
      boolean checkMode,
      Clock clock) {
    this.site = site;
    this.level = level;
    this.superUsers = superUsers;
    this.request = request;
    this.prove = prove;
    this.connection = connection;
    this.checkMode = checkMode;
    this.clock = clock;
  }

  /**
   * What keeps the site from being fenced, before anything is touched. A site that is closed for
   * good is closed also where the denial does not stop everybody or may be taken back: that is said
   * afterwards.
   */
  Optional<ModuleFailure> preflight() {
    try {
      look();
      return Optional.empty();
    } catch (ModuleFailure failure) {
      return Optional.of(failure);
    }
  }

  private void look() {
    Optional<ObjectNode> kafka = site.api().find(site.in(KnownKinds.KAFKA, site.cluster()));
    if (kafka.isEmpty()) {
      if (checkMode) {
        predicted = true; // a rollout from nothing
        return;
      }
      throw new ModuleFailure(
          Reason.NOT_FOUND, "%s has no Kafka cluster %s".formatted(site.name(), site.cluster()));
    }
    // What a rollout would mend first is not held against its prediction.
    boolean rollout = checkMode && prove == FenceRequest.Prove.CHANGED;
    if (level == Access.OPEN || rollout) {
      return;
    }
    List<String> problems =
        new ArrayList<>(Preflight.problems(kafka.get(), superUsers, request.listener()));
    leaks = new Leaks(site, superUsers, checkMode, request.timeout(), clock).of(kafka.get());
    if (checkMode || level == Access.READ_ONLY) {
      problems.addAll(leaks);
    }
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_READY,
          "%s cannot be fenced: %s".formatted(site.name(), String.join("; ", problems)));
    }
  }

  /** What was done. After {@link #preflight}. */
  Map<String, Object> bring() {
    Instant deadline = clock.instant().plus(request.timeout());
    Object proven = predicted || checkMode ? predict(deadline) : set(deadline);
    if (request.handBack() && !predicted) {
      handedBack = new HandBack(site, checkMode).all();
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("access", level.word());
    facts.put("proven", proven);
    facts.put("changed_acls", List.copyOf(changed));
    facts.put("aborted_transactions", List.copyOf(aborted));
    facts.put("handed_back", handedBack);
    return facts;
  }

  String name() {
    return site.name();
  }

  boolean opens() {
    return level == Access.OPEN;
  }

  /** The ids of transactions that were aborted. */
  List<String> aborted() {
    return List.copyOf(aborted);
  }

  boolean changed() {
    return !changed.isEmpty() || !aborted.isEmpty() || !handedBack.isEmpty();
  }

  /** Nobody is asked to change anything. */
  private Map<String, Object> predict(Instant deadline) {
    try {
      Set<AclBinding> there = predicted ? Set.of() : connection.get().denial(deadline);
      changes(Denial.missing(level, there));
      changes(Denial.tooMuch(level, there));
    } catch (ModuleFailure failure) {
      // The users that go to Kafka are only declared by a run that is no prediction.
      if (!NOT_THERE.contains(failure.reason())) {
        throw failure;
      }
      changes(Denial.at(level));
    }
    return Map.of();
  }

  private Map<String, Object> set(Instant deadline) {
    FenceCluster kafka = connection.get();
    Set<AclBinding> there = kafka.denial(deadline);
    if (prove == FenceRequest.Prove.ONLY) {
      requireSo(there);
    } else {
      bring(kafka, there, deadline);
    }
    boolean proving = prove != FenceRequest.Prove.CHANGED || !changed.isEmpty();
    Map<String, Object> shown = proving ? prove(kafka, deadline) : Map.of();
    if (!leaks.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is %s as far as a denial goes, which is not far enough: %s"
              .formatted(site.name(), level.word(), String.join("; ", leaks)));
    }
    return shown;
  }

  private void bring(FenceCluster kafka, Set<AclBinding> there, Instant deadline) {
    if (level != Access.OPEN) {
      // One broker's word is not enough: what it has is made sure of all the same.
      kafka.deny(Access.READ_ONLY, deadline);
      if (!Denial.missing(Access.READ_ONLY, there).isEmpty()) {
        // Nothing new can be written, but what was begun may be ended.
        List<String> unused =
            kafka.awaitTransactions(
                request::ofClient, true, clock.instant().plus(request.transactionsTimeout()));
      }
      if (level == Access.CLOSED) {
        kafka.deny(Access.CLOSED, deadline);
      }
      changes(Denial.missing(level, there));
    }
    changes(kafka.allow(level, deadline));
  }

  private void changes(Set<AclBinding> acls) {
    acls.stream().map(Denial::words).forEach(changed::add);
  }

  private void requireSo(Set<AclBinding> there) {
    Set<AclBinding> missing = Denial.missing(level, there);
    if (!missing.isEmpty() || !Denial.tooMuch(level, there).isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is not %s: Kafka has %d of the %d ACLs of the denial that it should have. Run site.yml, which closes and opens sites as the record says"
              .formatted(site.name(), level.word(), there.size(), Denial.at(level).size()));
    }
  }

  private Map<String, Object> prove(FenceCluster kafka, Instant deadline) {
    Map<String, Object> shown =
        new Proof(
                site.name(),
                KafkaEntrance.find(site, request.listener(), request.probe()),
                request.probe(),
                request.requestTimeout())
            .show(level, kafka.brokers(deadline), deadline);
    if (level != Access.OPEN) {
      endTransactions(kafka, deadline);
    }
    return shown;
  }

  /** A transaction of positions alone is a matter of reading: it is ended when that is closed. */
  private void endTransactions(FenceCluster kafka, Instant deadline) {
    boolean records = level == Access.READ_ONLY;
    List<String> open = kafka.openTransactions(request::ofClient, records);
    if (open.isEmpty()) {
      return;
    }
    if (prove == FenceRequest.Prove.ONLY) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is closed, but these transactions of clients are open: %s. Run site.yml, which aborts them"
              .formatted(site.name(), String.join(", ", open)));
    }
    // Their producers may no longer end them.
    kafka.abort(open);
    aborted.addAll(open);
    List<String> left = kafka.awaitTransactions(request::ofClient, records, deadline);
    if (!left.isEmpty()) {
      throw new ModuleFailure(
          Reason.TIMEOUT,
          "%s: these transactions are still open after they were aborted: %s"
              .formatted(site.name(), String.join(", ", left)));
    }
  }
}
