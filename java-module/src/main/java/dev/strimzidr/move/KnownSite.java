package dev.strimzidr.move;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code strimzi_site_info} says of a site.
 *
 * @param kafka its Kafka cluster; null where the site has not answered
 * @param operator its cluster operator; null where nobody knows
 * @param msg why it has not answered
 */
record KnownSite(@Nullable Kafka kafka, @Nullable Operator operator, @Nullable String msg) {
  /** The site is silent, and nobody has said why. */
  static final KnownSite SILENT = new KnownSite(null, null, null);

  /** The cluster operator. */
  record Operator(boolean ready, @Nullable String why) {}

  /** The Kafka cluster; what the account may not read is null. */
  record Kafka(
      boolean ready,
      @Nullable String why,
      @Nullable Boolean found,
      @Nullable String namespace,
      @Nullable String version,
      @Nullable String operatorVersion,
      @Nullable Map<String, String> unreadable,
      @Nullable List<String> rolling,
      @Nullable List<String> podsNotReady,
      @Nullable Resources topics,
      @Nullable Resources users,
      @Nullable List<Listener> listeners,
      @Nullable List<Authority> authorities) {

    /** Whether the Kafka resource may be there. */
    boolean perhapsThere() {
      return !Boolean.FALSE.equals(found);
    }

    /** Why a field cannot be read. */
    String unreadable(String field, String otherwise) {
      return unreadable == null ? otherwise : unreadable.getOrDefault(field, otherwise);
    }
  }

  /** KafkaTopics or KafkaUsers. */
  record Resources(@Nullable Long total, @Nullable List<Blocked> notReady) {}

  /** A resource that is not ready. */
  record Blocked(@Nullable String name, @Nullable String why) {}

  /** A listener, with the certificates that it presents. */
  record Listener(
      @Nullable String name,
      @Nullable Boolean tls,
      @Nullable List<Certificate> certificates,
      @Nullable String certificatesWhy) {

    boolean named(String wanted) {
      return wanted.equals(name);
    }
  }

  /** A certificate of a broker. */
  record Certificate(
      @Nullable String secret, @Nullable List<String> names, @Nullable Long daysLeft) {

    /** Whether it is for a name. */
    boolean names(String name) {
      return names != null && names.contains(name);
    }
  }

  /** A certificate authority. */
  record Authority(@Nullable String name, @Nullable Long daysLeft, @Nullable String why) {}

  /** Whether nothing is known of the site. */
  boolean silent() {
    return kafka == null;
  }

  String why() {
    return Objects.requireNonNullElse(msg, "nobody has asked it");
  }
}
