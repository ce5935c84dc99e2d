package dev.strimzidr.mirror;

import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** What kind of group it is, which says how its positions are read and set. */
public enum GroupKind {
  CLASSIC,
  CONSUMER,
  STREAMS,
  SHARE,
  /** One that Kafka has got since. */
  UNKNOWN;

  /** Protocols of classic groups that have offsets: a group that only committed has none. */
  private static final Set<String> OF_CONSUMERS = Set.of("", "consumer");

  static GroupKind of(GroupListing group) {
    // Brokers from before there was more than one kind do not name it.
    return switch (group.type().orElse(GroupType.CLASSIC)) {
      case CLASSIC -> CLASSIC;
      case CONSUMER -> CONSUMER;
      case STREAMS -> STREAMS;
      case SHARE -> SHARE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** Whether a group of this kind and protocol may do without offsets, as Connect's workers do. */
  static boolean isOfAnotherProtocol(GroupListing group) {
    return of(group) == CLASSIC && !OF_CONSUMERS.contains(group.protocol());
  }

  /**
   * Whether a group can go on where one of that kind has stood: classic and consumer groups become
   * one another when they are empty, and all but a share group can follow one that only committed.
   *
   * @param there the kind of the group of that name at the other site
   */
  public boolean follows(GroupKind there) {
    return switch (there) {
      case CLASSIC -> this != SHARE;
      case CONSUMER -> this == CLASSIC || this == CONSUMER;
      case STREAMS, SHARE -> this == there;
      case UNKNOWN -> false;
    };
  }

  public boolean isKnown() {
    return this != UNKNOWN;
  }

  /** Its word in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
