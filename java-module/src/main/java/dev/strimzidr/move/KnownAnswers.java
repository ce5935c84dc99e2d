package dev.strimzidr.move;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of modules of which only a few fields count. */
final class KnownAnswers {

  private KnownAnswers() {}

  /**
   * What {@code strimzi_fence} would do.
   *
   * @param sites by their names; null where it could not
   * @param msg why it could not
   */
  record Fence(@Nullable Map<String, Fenced> sites, @Nullable String msg) {
    static final Fence UNKNOWN = new Fence(null, null);

    /** What closing a site would change; nothing where nobody knows. */
    @Nullable List<String> changes(String site) {
      Fenced fenced = sites == null ? null : sites.get(site);
      return fenced == null ? null : fenced.changedAcls();
    }
  }

  /** The ACLs that closing a site would make. */
  record Fenced(@Nullable List<String> changedAcls) {}

  /**
   * What {@code strimzi_credentials} would change.
   *
   * @param secrets those that differ; null where nobody knows
   * @param msg why nobody does
   */
  record Credentials(@Nullable List<Secret> secrets, @Nullable String msg) {
    static final Credentials UNKNOWN = new Credentials(null, null);
  }

  /** A Secret that would have to be another one. */
  record Secret(@Nullable String site, @Nullable String secret, @Nullable String outcome) {}

  /**
   * What {@code strimzi_mirror_state} would do to stop the mirror.
   *
   * @param connectors of the mirror; null where it could not
   * @param msg why it could not
   */
  record Stopped(@Nullable List<Object> connectors, @Nullable String msg) {
    static final Stopped UNKNOWN = new Stopped(null, null);
  }

  /**
   * Which clients {@code strimzi_mirror_info} has seen at work.
   *
   * @param busy a sentence for each; null where nobody knows
   * @param msg why nobody does
   */
  record Idle(@Nullable List<String> busy, @Nullable String msg) {
    static final Idle UNKNOWN = new Idle(null, null);
  }

  /** What {@code dns_info} says of a name; no servers where nobody has asked. */
  record Dns(@Nullable List<Server> servers) {}

  /** What one DNS server says. */
  record Server(@Nullable String server, @Nullable String state, @Nullable String words) {}
}
