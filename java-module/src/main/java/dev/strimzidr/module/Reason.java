package dev.strimzidr.module;

import java.util.Locale;

/** Why a module failed: the short list that a playbook may branch on. */
public enum Reason {
  /** An option or a resource is wrong; nothing was touched. */
  INVALID_ARGUMENT,
  /** The API server or a broker could not be reached. */
  UNREACHABLE,
  /** The API server or a broker does not accept who we are. */
  UNAUTHENTICATED,
  /** It accepts who we are but not what we want. */
  FORBIDDEN,
  /** What is asked for is not there. */
  NOT_FOUND,
  /** Somebody else owns it, or changed it in between. */
  CONFLICT,
  /** The API server refuses the content. */
  REJECTED,
  /** A custom resource definition is missing or serves another version. */
  UNKNOWN_KIND,
  /** The resource says that it will never be ready as it stands. */
  NOT_READY,
  /** The time given was not enough. */
  TIMEOUT,
  /** What two sites say does not fit together. */
  CONTRADICTION,
  /** What stands at the place of a site is another one than the record knows. */
  WRONG_SITE,
  /** A name does not resolve. */
  DNS,
  /** TLS failed: trust or name. */
  TLS,
  /** The certificate is trusted, but it is not for the name that was asked for. */
  NAME_MISMATCH,
  /** A partition has no leader, or too few replicas. */
  UNAVAILABLE,
  /** What was expected to be refused was accepted. */
  NOT_REFUSED,
  /** Another run holds the lock. */
  HELD,
  /** This run does not hold the lock, or not any more. */
  LOCK_LOST,
  /** A folder cannot be read or written: it is full, or not ours. */
  STORAGE,
  /** The JVM ran out of memory. */
  OUT_OF_MEMORY,
  /** A fault in the module. */
  INTERNAL;

  /** As it stands in a result. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
