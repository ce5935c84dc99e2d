package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.Access;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Brings the KafkaUsers of one site to a level of access, and proves it. */
final class SiteFence {
  private static final String FIELD_MANAGER = "strimzi-dr-fence";

  private final Site site;
  private final Access level;
  private final FenceRequest request;
  private final boolean checkMode;
  private final Clock clock;
  private final List<String> changed = new ArrayList<>();
  private final List<String> aborted = new ArrayList<>();

  SiteFence(Site site, Access level, FenceRequest request, boolean checkMode, Clock clock) {
    this.site = site;
    this.level = level;
    this.request = request;
    this.checkMode = checkMode;
    this.clock = clock;
  }

  /**
   * Refuses before anything is touched.
   *
   * @throws ModuleFailure when the site cannot be fenced
   */
  void preflight() {
    Optional<ObjectNode> kafka = site.api().find(site.in(KnownKinds.KAFKA, site.cluster()));
    if (kafka.isEmpty()) {
      if (checkMode) {
        return; // a rollout from nothing is predicted
      }
      throw new ModuleFailure(
          Reason.NOT_FOUND, "%s has no Kafka cluster %s".formatted(site.name(), site.cluster()));
    }
    List<String> problems = Preflight.problems(kafka.get(), users(), request.unfenced());
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_READY,
          "%s cannot be fenced: %s".formatted(site.name(), String.join("; ", problems)));
    }
  }

  /** What was done. */
  Map<String, Object> bring() {
    Instant deadline = clock.instant().plus(request.timeout());
    List<ClientUser> all = users();
    List<ClientUser> clients =
        all.stream().filter(user -> !request.unfenced().contains(user.name())).toList();
    List<ClientUser> own =
        all.stream().filter(user -> request.unfenced().contains(user.name())).toList();
    if (request.prove() == FenceRequest.Prove.ONLY) {
      requireSo(clients);
    } else {
      apply(own, Access.OPEN, false, deadline);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("access", level.word());
    if (!checkMode && level != Access.OPEN && clients.stream().anyMatch(SiteFence::transactional)) {
      letTransactionsEnd(clients, deadline);
    }
    apply(clients, level, false, deadline);
    boolean prove = request.prove() != FenceRequest.Prove.CHANGED || !changed.isEmpty();
    if (checkMode || !prove) {
      facts.put("proven", Map.of());
    } else {
      facts.put("proven", prove(clients, deadline));
    }
    facts.put("changed_users", List.copyOf(changed));
    facts.put("aborted_transactions", List.copyOf(aborted));
    return facts;
  }

  String name() {
    return site.name();
  }

  boolean opens() {
    return level == Access.OPEN;
  }

  boolean changed() {
    return !changed.isEmpty() || !aborted.isEmpty();
  }

  private void requireSo(List<ClientUser> clients) {
    List<String> others =
        clients.stream()
            .filter(user -> user.at(level, false).isPresent())
            .map(ClientUser::name)
            .toList();
    if (!others.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is not %s to these users: %s. Run site.yml, which closes and opens sites as the record says"
              .formatted(site.name(), level.word(), String.join(", ", others)));
    }
  }

  /** Nothing new can be written, but what was begun may be ended, where Kafka answers. */
  private void letTransactionsEnd(List<ClientUser> clients, Instant deadline) {
    try {
      awaitTransactions(clients, deadline);
    } catch (ModuleFailure failure) {
      // The users are closed all the same: whoever brings Kafka back brings it back closed.
      if (!FenceCluster.silent(failure)) {
        throw failure;
      }
    }
  }

  private void awaitTransactions(List<ClientUser> clients, Instant deadline) {
    try (FenceCluster cluster = cluster()) {
      if (cluster.openTransactions(ofClients(clients)).isEmpty()) {
        return;
      }
      apply(clients, Access.READ_ONLY, true, deadline);
      List<String> unused =
          cluster.awaitTransactions(
              ofClients(clients), clock.instant().plus(request.transactionsTimeout()));
    }
  }

  private Map<String, Object> prove(List<ClientUser> clients, Instant deadline) {
    try (FenceCluster cluster = cluster()) {
      Map<String, Object> shown =
          new Proof(site, request.listener(), request.requestTimeout())
              .show(clients, level, cluster.brokers(deadline), cluster.topics(deadline), deadline);
      if (level == Access.OPEN) {
        return shown;
      }
      List<String> others = cluster.otherWriters(request.unfenced());
      if (!others.isEmpty()) {
        throw new ModuleFailure(
            Reason.NOT_REFUSED,
            "%s is not fenced: Kafka has ACLs that no KafkaUser declares: %s. Remove them with kafka-acls"
                .formatted(site.name(), String.join("; ", others)));
      }
      List<String> open = cluster.openTransactions(ofClients(clients));
      if (!open.isEmpty() && request.prove() == FenceRequest.Prove.ONLY) {
        throw new ModuleFailure(
            Reason.NOT_REFUSED,
            "%s is closed, but these transactions of clients are open: %s. Run site.yml, which aborts them"
                .formatted(site.name(), String.join(", ", open)));
      }
      if (!open.isEmpty()) {
        // Their producers may no longer end them.
        cluster.abort(open);
        aborted.addAll(open);
        List<String> left = cluster.awaitTransactions(ofClients(clients), deadline);
        if (!left.isEmpty()) {
          throw new ModuleFailure(
              Reason.TIMEOUT,
              "%s: these transactions are still open after they were aborted: %s"
                  .formatted(site.name(), String.join(", ", left)));
        }
      }
      return shown;
    }
  }

  private void apply(
      List<ClientUser> users, Access wantedLevel, boolean transactions, Instant deadline) {
    List<Ref> waiting = new ArrayList<>();
    for (ClientUser user : users) {
      Optional<ObjectNode> wanted = user.at(wantedLevel, transactions);
      if (wanted.isPresent()) {
        Ref ref = site.in(KnownKinds.KAFKA_USER, user.name());
        ObjectNode after =
            site.api().apply(ref, wanted.get(), new ApplyOptions(FIELD_MANAGER, true, checkMode));
        waiting.add(ref);
        if (!version(after).equals(version(user.live())) && !changed.contains(user.name())) {
          changed.add(user.name());
        }
      }
    }
    if (!checkMode && !waiting.isEmpty()) {
      new Waiter(site.api(), clock, waiting, true).await(deadline);
    }
  }

  private List<ClientUser> users() {
    try {
      return site
          .api()
          .list(KnownKinds.KAFKA_USER, site.namespace(), "strimzi.io/cluster=" + site.cluster())
          .stream()
          .map(ClientUser::of)
          .toList();
    } catch (ModuleFailure failure) {
      if (checkMode && failure.reason() == Reason.UNKNOWN_KIND) {
        return List.of(); // a rollout from nothing is predicted
      }
      throw failure;
    }
  }

  private FenceCluster cluster() {
    return new FenceCluster(
        KafkaEntrance.find(site, request.listener(), request.user()),
        request.user(),
        request.requestTimeout());
  }

  /** A mirror writes in transactions too, also at a site that is closed. */
  private Predicate<String> ofClients(List<ClientUser> clients) {
    return id ->
        request.unfencedTransactions().stream().noneMatch(id::startsWith)
            && clients.stream().anyMatch(client -> Rights.transaction(client.declared(), id));
  }

  private static boolean transactional(ClientUser user) {
    return Rights.transactional(user.declared());
  }

  private static String version(ObjectNode resource) {
    return resource.path("metadata").path("resourceVersion").asText();
  }
}
