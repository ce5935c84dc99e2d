package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Futures;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings the KafkaUsers of one site to a level of access, and proves it. */
final class SiteFence implements AutoCloseable {
  private static final String FIELD_MANAGER = "strimzi-dr-fence";
  private static final int AT_ONCE = 8;

  private final Site site;
  private final Access level;
  private final FenceRequest request;
  private final boolean checkMode;
  private final Clock clock;
  private final Set<String> changed = new ConcurrentSkipListSet<>();
  private final List<String> aborted = new ArrayList<>();
  private List<ClientUser> users = List.of();
  private @Nullable CompletableFuture<FenceCluster> connecting;
  private @Nullable FenceCluster cluster;

  SiteFence(Site site, Access level, FenceRequest request, boolean checkMode, Clock clock) {
    this.site = site;
    this.level = level;
    this.request = request;
    this.checkMode = checkMode;
    this.clock = clock;
  }

  /**
   * Begins to go to Kafka in the background; what fails there is tried again when Kafka is asked.
   */
  void connect() {
    connecting =
        CompletableFuture.supplyAsync(
            () -> {
              FenceCluster found = open();
              found.connect();
              return found;
            },
            Thread::startVirtualThread);
  }

  /**
   * Refuses before anything is touched.
   *
   * @throws ModuleFailure when the site cannot be fenced
   */
  void preflight() {
    users = users();
    Optional<ObjectNode> kafka = site.api().find(site.in(KnownKinds.KAFKA, site.cluster()));
    if (kafka.isEmpty()) {
      if (checkMode) {
        return; // a rollout from nothing is predicted
      }
      throw new ModuleFailure(
          Reason.NOT_FOUND, "%s has no Kafka cluster %s".formatted(site.name(), site.cluster()));
    }
    List<String> problems =
        Preflight.problems(kafka.get(), users, request.unfenced(), request.listener());
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_READY,
          "%s cannot be fenced: %s".formatted(site.name(), String.join("; ", problems)));
    }
  }

  /** What was done. After {@link #preflight}. */
  Map<String, Object> bring() {
    Instant deadline = clock.instant().plus(request.timeout());
    List<ClientUser> clients =
        users.stream().filter(user -> !request.unfenced().contains(user.name())).toList();
    List<ClientUser> own =
        users.stream().filter(user -> request.unfenced().contains(user.name())).toList();
    if (request.prove() == FenceRequest.Prove.ONLY) {
      requireSo(clients);
    } else {
      apply(own, Access.OPEN, false, deadline);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("access", level.word());
    // Who is closed already cannot end anything.
    List<ClientUser> others = others(clients);
    if (!checkMode
        && level != Access.OPEN
        && others.stream().anyMatch(user -> Rights.transactional(user.declared()))) {
      letTransactionsEnd(others, deadline);
    }
    apply(others, level, false, deadline);
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
    List<String> others = others(clients).stream().map(ClientUser::name).toList();
    if (!others.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is not %s to these users: %s. Run site.yml, which closes and opens sites as the record says"
              .formatted(site.name(), level.word(), String.join(", ", others)));
    }
  }

  /** Those that are not at the level yet. */
  private List<ClientUser> others(List<ClientUser> clients) {
    return clients.stream().filter(user -> user.at(level, false).isPresent()).toList();
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
    if (cluster().openTransactions(ofClients(clients), deadline).isEmpty()) {
      return;
    }
    apply(clients, Access.READ_ONLY, true, deadline);
    List<String> unused =
        cluster()
            .awaitTransactions(
                ofClients(clients), clock.instant().plus(request.transactionsTimeout()));
  }

  private Map<String, Object> prove(List<ClientUser> clients, Instant deadline) {
    FenceCluster kafka = cluster();
    Map<String, Object> shown =
        new Proof(site, request.listener(), request.requestTimeout())
            .show(clients, level, kafka.brokers(deadline), kafka.topics(deadline), deadline);
    if (level == Access.OPEN) {
      return shown;
    }
    List<String> others = kafka.otherWriters(request.unfenced());
    if (!others.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is not fenced: Kafka has ACLs that no KafkaUser declares: %s. Remove them with kafka-acls"
              .formatted(site.name(), String.join("; ", others)));
    }
    List<String> open = kafka.openTransactions(ofClients(clients), deadline);
    if (!open.isEmpty() && request.prove() == FenceRequest.Prove.ONLY) {
      throw new ModuleFailure(
          Reason.NOT_REFUSED,
          "%s is closed, but these transactions of clients are open: %s. Run site.yml, which aborts them"
              .formatted(site.name(), String.join(", ", open)));
    }
    if (!open.isEmpty()) {
      // Their producers may no longer end them.
      kafka.abort(open);
      aborted.addAll(open);
      List<String> left = kafka.awaitTransactions(ofClients(clients), deadline);
      if (!left.isEmpty()) {
        throw new ModuleFailure(
            Reason.TIMEOUT,
            "%s: these transactions are still open after they were aborted: %s"
                .formatted(site.name(), String.join(", ", left)));
      }
    }
    return shown;
  }

  private void apply(
      List<ClientUser> some, Access wantedLevel, boolean transactions, Instant deadline) {
    List<Ref> waiting =
        Futures.all(
                some,
                AT_ONCE,
                user -> user.at(wantedLevel, transactions).map(wanted -> apply(user, wanted)))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    if (!checkMode && !waiting.isEmpty()) {
      new Waiter(site.api(), clock, waiting, true).await(deadline);
    }
  }

  private Ref apply(ClientUser user, ObjectNode wanted) {
    Ref ref = site.in(KnownKinds.KAFKA_USER, user.name());
    ObjectNode after =
        site.api().apply(ref, wanted, new ApplyOptions(FIELD_MANAGER, true, checkMode));
    if (!version(after).equals(version(user.live()))) {
      changed.add(user.name());
    }
    return ref;
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
    if (cluster == null) {
      cluster = connecting == null ? open() : connected(connecting);
    }
    return cluster;
  }

  private FenceCluster connected(CompletableFuture<FenceCluster> begun) {
    connecting = null;
    return Futures.get(begun);
  }

  private FenceCluster open() {
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

  private static String version(ObjectNode resource) {
    return resource.path("metadata").path("resourceVersion").asText();
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
    if (connecting != null) {
      CompletableFuture<?> unused = connecting.thenAccept(FenceCluster::close);
    }
  }
}
