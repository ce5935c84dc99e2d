package dev.strimzidr.fence;

import dev.strimzidr.kafka.FreshPassword;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaAdmin;
import dev.strimzidr.kafka.Transactions;
import dev.strimzidr.kafka.WriteOperations;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** What the fence asks of a cluster as a whole. */
final class FenceCluster implements AutoCloseable {
  private static final Set<Reason> SILENT =
      EnumSet.of(Reason.TIMEOUT, Reason.UNREACHABLE, Reason.UNAVAILABLE);

  /** Between two looks. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final KafkaAccess access;
  private final String user;
  private final Duration timeout;
  private KafkaAdmin cluster;

  FenceCluster(KafkaAccess access, String user, Duration timeout) {
    this.access = access;
    this.user = user;
    this.timeout = timeout;
    this.cluster = new KafkaAdmin(access, timeout);
  }

  /** As {@link KafkaAdmin#connect}. */
  void connect() {
    cluster.connect();
  }

  /** Whether it is of a cluster that does not answer, in contrast to one that says no. */
  static boolean silent(ModuleFailure failure) {
    return SILENT.contains(failure.reason());
  }

  /**
   * Every broker of the cluster that is registered.
   *
   * @throws ModuleFailure when none answers until the deadline: after a loss of power a resource is
   *     still said to be ready, and its brokers are only starting
   */
  Collection<Node> brokers(Instant deadline) {
    return answered(
        deadline,
        () ->
            loggedIn(
                deadline,
                admin ->
                    admin.ask(
                        "asking for brokers", kafka -> kafka.describeCluster().nodes().get())));
  }

  /** What the question returns; one that is not answered is asked again until the deadline. */
  static <T> T answered(Instant deadline, Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (ModuleFailure failure) {
        if (!silent(failure) || Instant.now().isAfter(deadline)) {
          throw failure;
        }
        Pause.take(LOOK_AGAIN);
      }
    }
  }

  /**
   * All topics.
   *
   * @throws ModuleFailure when the account sees none until the deadline: rights that were just
   *     given take a moment
   */
  Set<String> topics(Instant deadline) {
    while (true) {
      Set<String> topics =
          cluster.ask(
              "asking for topics", admin -> new TreeSet<>(admin.listTopics().names().get()));
      if (!topics.isEmpty()) {
        return topics;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new ModuleFailure(
            Reason.FORBIDDEN,
            "user %s sees no topic: it needs Describe on all of them".formatted(user));
      }
      Pause.take(LOOK_AGAIN);
    }
  }

  /** Who may write although no KafkaUser says so: {@code principal operation resource}. */
  List<String> otherWriters(Set<String> unfenced) {
    AclBindingFilter allowing =
        new AclBindingFilter(
            ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(null, null, AclOperation.ANY, AclPermissionType.ALLOW));
    Collection<AclBinding> bindings =
        cluster.ask("asking for ACLs", admin -> admin.describeAcls(allowing).values().get());
    return bindings.stream()
        .filter(binding -> WriteOperations.ALL.contains(binding.entry().operation()))
        .filter(binding -> !unfenced.contains(user(binding.entry().principal())))
        .map(binding ->
            "%s may %s %s %s"
                .formatted(
                    binding.entry().principal(),
                    binding.entry().operation(),
                    binding.pattern().resourceType(),
                    binding.pattern().name()))
        .sorted()
        .toList();
  }

  /**
   * The ids of transactions that are open, of those that are asked for.
   *
   * @param deadline until when a broker may learn the password
   */
  List<String> openTransactions(Predicate<String> wanted, Instant deadline) {
    return loggedIn(deadline, admin -> new Transactions(admin).open(wanted));
  }

  /** The ids of those that are still open at the deadline. */
  List<String> awaitTransactions(Predicate<String> wanted, Instant deadline) {
    while (true) {
      List<String> open = openTransactions(wanted, deadline);
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

  /** What is asked first, maybe of a broker that does not know the user yet. */
  private <T> T loggedIn(Instant deadline, Function<KafkaAdmin, T> question) {
    return FreshPassword.known(
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
        });
  }

  private static String user(String principal) {
    return principal.startsWith("User:") ? principal.substring("User:".length()) : principal;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
