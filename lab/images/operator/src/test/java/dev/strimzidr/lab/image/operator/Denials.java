package dev.strimzidr.lab.image.operator;

import static dev.strimzidr.lab.image.operator.SecuredCluster.eventually;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Access rules that somebody makes without the user operator. */
record Denials(Admin admin) {
  private static final String HOST = "*";

  /** Keeps everybody but super users from writing. */
  static final AclBinding WRITES_OF_ALL = denial("*", ResourceType.TOPIC, AclOperation.WRITE);

  /** Of a user that has no resource. */
  private static final AclBinding OF_NOBODY =
      denial("nobody", ResourceType.TOPIC, AclOperation.READ);

  static AclBinding denial(String user, ResourceType type, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, "*", PatternType.LITERAL),
        new AccessControlEntry("User:" + user, HOST, operation, AclPermissionType.DENY));
  }

  void create(AclBinding denial) throws InterruptedException, ExecutionException, TimeoutException {
    admin.createAcls(List.of(denial)).all().get(30, TimeUnit.SECONDS);
    eventually("it is there", () -> isThere(denial));
  }

  void delete(AclBinding denial) throws InterruptedException, ExecutionException, TimeoutException {
    Collection<AclBinding> deleted =
        admin.deleteAcls(List.of(denial.toFilter())).all().get(30, TimeUnit.SECONDS);
    if (deleted.isEmpty()) {
      throw new IllegalStateException(denial + " was not there");
    }
  }

  boolean isThere(AclBinding denial)
      throws InterruptedException, ExecutionException, TimeoutException {
    return !admin.describeAcls(denial.toFilter()).values().get(30, TimeUnit.SECONDS).isEmpty();
  }

  /**
   * Returns when the user operator has been through a round that saw what there is now: it has
   * removed what was made after it.
   */
  void awaitRound() throws InterruptedException, ExecutionException, TimeoutException {
    create(OF_NOBODY);
    eventually("a round has removed what is of no user", () -> !isThere(OF_NOBODY));
  }
}
