package dev.strimzidr.record;

import dev.strimzidr.module.PlaybookRun;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds the lock: one run of a playbook. A run on this machine whose process is gone holds
 * nothing any more, so that a run that was killed can be repeated at once.
 *
 * @param name such as {@code admin@bastion, process 4711 of 2026-11-24T21:37:11Z}
 */
record Holder(String name) {
  private static final Pattern FORM = Pattern.compile("(.+)@(.+), process (\\d+) of (.+)");

  /** The run that this process works for. */
  static Holder current() {
    ProcessHandle run = PlaybookRun.process();
    return new Holder(
        "%s@%s, process %d of %s"
            .formatted(System.getProperty("user.name"), host(), run.pid(), start(run)));
  }

  /** Whether it was a run on this machine that has ended. */
  boolean ended() {
    Matcher parts = FORM.matcher(name);
    if (!parts.matches() || !parts.group(2).equals(host())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts.group(3)))
        .filter(process -> start(process).equals(parts.group(4)))
        .isEmpty();
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown"; // a machine that does not know its own name still has processes
    }
  }
}
