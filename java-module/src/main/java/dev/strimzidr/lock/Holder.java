package dev.strimzidr.lock;

import dev.strimzidr.module.Account;
import dev.strimzidr.module.Run;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who holds the lock: one run of a playbook. Two holders are the same only if their whole names
 * are; user and host are for people, since containers share them.
 *
 * @param name such as {@code admin@bastion, run 5f0c7f0e-6c1e-4a54-9d6b-0a4a3b0f4b1d}
 */
public record Holder(String name) {

  /** A run of a playbook as holder. */
  public static Holder of(Run run) {
    return new Holder("%s@%s, run %s".formatted(Account.name(), host(), run.id()));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
