package dev.strimzidr.kafka;

import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** The operations by which records are written or topics changed. */
public final class WriteOperations {
  public static final Set<AclOperation> ALL =
      Set.of(
          AclOperation.ALL,
          AclOperation.WRITE,
          AclOperation.CREATE,
          AclOperation.DELETE,
          AclOperation.ALTER,
          AclOperation.ALTER_CONFIGS,
          AclOperation.IDEMPOTENT_WRITE,
          AclOperation.CLUSTER_ACTION);

  private WriteOperations() {}
}
