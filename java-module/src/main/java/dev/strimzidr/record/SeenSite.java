package dev.strimzidr.record;

import org.jspecify.annotations.Nullable;

/**
 * What stands at the place that the inventory calls a site.
 *
 * @param name the inventory's name of it
 * @param address of its API server
 * @param namespaceName its Kafka namespace
 * @param identity what tells it from other places; null where the account may not read it, or it is
 *     not there
 * @param kafka what there is of its Kafka cluster
 */
record SeenSite(String name, String address, String namespaceName, Identity identity, Kafka kafka) {

  /** What there is of a Kafka cluster. */
  enum Kafka {
    /** It is there, or its volumes are, and this project has made it. */
    OURS,
    /** It is there, and this project has never applied it. */
    FOREIGN,
    /** There is neither a cluster with an ID nor a trace of one. */
    GONE,
    /** The account may not look. */
    UNREADABLE
  }

  /** How this place differs from what is known of the site; null where it does not. */
  @Nullable String difference(Identity known) {
    if (!known.equals(Identity.UNKNOWN) && !known.comparable(identity)) {
      return "nothing of it can be compared: the account may read neither namespace kube-system nor namespace %s, or that is not there"
          .formatted(namespaceName);
    }
    if (differ(known.kubeSystem(), identity.kubeSystem())) {
      return "its API server is another cluster: namespace kube-system has UID %s there, the record knows %s"
          .formatted(identity.kubeSystem(), known.kubeSystem());
    }
    if (differ(known.namespace(), identity.namespace())) {
      return "namespace %s is another one: it has UID %s, the record knows %s"
          .formatted(namespaceName, identity.namespace(), known.namespace());
    }
    if (differ(known.kafka(), identity.kafka())) {
      return "its Kafka cluster is another one: it has ID %s, the record knows %s"
          .formatted(identity.kafka(), known.kafka());
    }
    return null;
  }

  /** As {@link #difference}; a Kafka cluster that is known and gone is one as well. */
  @Nullable String differenceOrLoss(Identity known) {
    String difference = difference(known);
    return difference == null && known.kafka() != null && kafka == Kafka.GONE
        ? "the Kafka cluster that the record knows, %s, is gone there".formatted(known.kafka())
        : difference;
  }

  private static boolean differ(@Nullable String known, @Nullable String seen) {
    return known != null && seen != null && !known.equals(seen);
  }

  /** Whether both are one place. */
  boolean same(SeenSite other) {
    String namespace = identity.namespace();
    String kubeSystem = identity.kubeSystem();
    if (namespace != null && other.identity.namespace() != null) {
      return namespace.equals(other.identity.namespace());
    }
    return kubeSystem != null
        && kubeSystem.equals(other.identity.kubeSystem())
        && namespaceName.equals(other.namespaceName);
  }

  /** The place in words. */
  String words() {
    return "%s (%s, namespace %s)".formatted(name, address, namespaceName);
  }
}
