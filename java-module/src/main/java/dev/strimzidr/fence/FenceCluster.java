package dev.strimzidr.fence;

import dev.strimzidr.kafka.FreshPassword;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaAdmin;
import dev.strimzidr.kafka.Transactions;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResult;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResults;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** What the fence asks of a cluster as a whole, and sets there. */
final class FenceCluster implements AutoCloseable {
  private static final Set<Reason> SILENT =
      EnumSet.of(Reason.TIMEOUT, Reason.UNREACHABLE, Reason.UNAVAILABLE);

  /** Between two looks. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final KafkaAccess access;
  private final Duration timeout;
  private KafkaAdmin cluster;

  FenceCluster(KafkaAccess access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
    this.cluster = new KafkaAdmin(access, timeout);
  }

  /** As {@link KafkaAdmin#connect}. */
  void connect() {
    cluster.connect();
  }

  /** What the question returns; one that is not answered is asked again until the deadline. */
  static <T> T answered(Instant deadline, Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (ModuleFailure failure) {
        if (!SILENT.contains(failure.reason()) || Instant.now().isAfter(deadline)) {
          throw failure;
        }
        Pause.take(LOOK_AGAIN);
      }
    }
  }

  /**
   * Every broker of the cluster that is registered.
   *
   * @throws ModuleFailure when none answers until the deadline: after a loss of power a resource is
   *     still said to be ready, and its brokers are only starting
   */
  Collection<Node> brokers(Instant deadline) {
    return loggedIn(
        deadline,
        admin -> admin.ask("asking for brokers", kafka -> kafka.describeCluster().nodes().get()));
  }

  /** The ACLs of the denial that are there, as one broker knows them. */
  Set<AclBinding> denial(Instant deadline) {
    AclBindingFilter everybodys =
        new AclBindingFilter(
            ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(
                Denial.EVERYBODY, null, AclOperation.ANY, AclPermissionType.DENY));
    Set<AclBinding> there =
        new HashSet<>(
            loggedIn(
                deadline,
                admin ->
                    admin.ask(
                        "asking for ACLs",
                        kafka -> kafka.describeAcls(everybodys).values().get())));
    there.removeIf(acl -> !Denial.has(acl));
    return there;
  }

  /** Makes sure of the ACLs of a level, in one request, whatever one broker knows of them. */
  void deny(Access level, Instant deadline) {
    loggedIn(
        deadline,
        admin ->
            admin.ask(
                "denying clients what is closed to them",
                kafka -> kafka.createAcls(Denial.at(level)).all().get()));
  }

  /**
   * Removes what a stricter level denies, in one request.
   *
   * @return what was there
   */
  Set<AclBinding> allow(Access level, Instant deadline) {
    List<AclBindingFilter> beyond =
        Denial.beyond(level).stream().map(AclBinding::toFilter).toList();
    if (beyond.isEmpty()) {
      return Set.of();
    }
    Collection<FilterResults> removed =
        loggedIn(
            deadline,
            admin ->
                admin.ask(
                    "removing the denial",
                    kafka -> {
                      var results = kafka.deleteAcls(beyond);
                      Collection<AclBinding> unused = results.all().get();
                      Set<FilterResults> each = new HashSet<>();
                      for (var result : results.values().values()) {
                        each.add(result.get());
                      }
                      return each;
                    }));
    Set<AclBinding> there = new HashSet<>();
    removed.forEach(each -> each.values().stream().map(FilterResult::binding).forEach(there::add));
    return there;
  }

  /**
   * The ids of transactions of clients that are open.
   *
   * @param records only those that have written records, or may have
   */
  List<String> openTransactions(Predicate<String> ofClient, boolean records) {
    Transactions transactions = new Transactions(cluster);
    List<String> open = transactions.open(ofClient);
    return records ? transactions.withRecords(open) : open;
  }

  /** The ids of those that are still open at the deadline. */
  List<String> awaitTransactions(Predicate<String> ofClient, boolean records, Instant deadline) {
    while (true) {
      List<String> open = openTransactions(ofClient, records);
      if (open.isEmpty() || Instant.now().isAfter(deadline)) {
        return open;
      }
      Pause.take(LOOK_AGAIN);
    }
  }

  /** Aborts what transactions of these ids are open; their producers cannot go on. */
  void abort(List<String> ids) {
    new Transactions(cluster).fence(ids);
  }

  /** Asks until a broker answers that knows the user. */
  private <T> T loggedIn(Instant deadline, Function<KafkaAdmin, T> question) {
    return answered(
        deadline,
        () ->
            FreshPassword.known(
                deadline,
                () -> {
                  try {
                    return question.apply(cluster);
                  } catch (ModuleFailure failure) {
                    if (failure.reason() == Reason.UNAUTHENTICATED) {
                      // A client that was refused once refuses by itself.
                      cluster.close();
                      cluster = new KafkaAdmin(access, timeout);
                    }
                    throw failure;
                  }
                }));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
