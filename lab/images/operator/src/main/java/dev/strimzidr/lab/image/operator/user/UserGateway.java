package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.image.operator.admin.Batches;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;

/** Makes Kafka know of users what it is to know, many at a time. */
public final class UserGateway implements AutoCloseable {
  private final Admin admin;
  private final KnownCache known;
  private final Map<String, Access> written = new ConcurrentHashMap<>();
  private final Batches<Access, Boolean> batches;

  /**
   * A gateway to a cluster.
   *
   * @param acls whether the cluster has an authorizer that takes rules
   */
  public UserGateway(Admin admin, boolean acls) {
    this.admin = admin;
    this.known = new KnownCache(new KnownUsers(admin, acls));
    this.batches = new Batches<>("users", this::applyAll);
  }

  Known known() {
    return known.get();
  }

  /** Returns when Kafka has confirmed what there was to change. */
  void apply(Access user) {
    batches.ask(user);
    known.put(List.of(user));
    if (user.isNone()) {
      written.remove(user.user());
    } else {
      written.put(user.user(), user);
    }
  }

  @Override
  public void close() {
    batches.close();
    known.close();
    admin.close();
  }

  private Map<Access, CompletableFuture<Boolean>> applyAll(Set<Access> users) {
    Known now = known.get();
    List<AccessChange> changes =
        users.stream().map(user -> AccessChange.of(user, now, last(user.user()))).toList();
    return new AccessWriter(admin, changes).write();
  }

  private Access last(String user) {
    return Objects.requireNonNullElse(written.get(user), Access.none(user));
  }
}
