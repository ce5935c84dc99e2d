package dev.strimzidr.lock;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Run;
import dev.strimzidr.pair.Site;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The Leases that one run holds, and what it has seen of others. */
public final class RunLocks {

  /** Which Lease. */
  private record Key(String address, String namespace, String name) {
    static Key of(Site site, String name) {
      return new Key(site.api().address(), site.namespace(), name);
    }
  }

  private final Map<Key, HeldLease> held = new ConcurrentHashMap<>();
  private final Map<Key, Observation> seen = new ConcurrentHashMap<>();
  private final Set<Thread> atWork = new HashSet<>();

  RunLocks() {}

  /** Those of a run. */
  public static RunLocks of(Run run) {
    return run.shared(RunLocks.class, RunLocks::new);
  }

  /**
   * Does a module's work, unless this run has lost the lock; a loss meanwhile interrupts it.
   * Without a lock that was ever taken it is only done.
   *
   * @throws ModuleFailure with the reason {@code lock_lost} before the work, or instead of its end
   */
  public <T> T guard(Supplier<T> work) {
    requireHeld();
    Thread thread = Thread.currentThread();
    synchronized (atWork) {
      atWork.add(thread);
    }
    try {
      T done = work.get();
      requireHeld();
      return done;
    } catch (RuntimeException e) {
      throw Objects.requireNonNullElse(lost(), e);
    } finally {
      synchronized (atWork) {
        atWork.remove(thread);
      }
      if (lost() != null) {
        // The answer is written by a channel that an interrupted thread would close.
        boolean unused = Thread.interrupted();
      }
    }
  }

  /**
   * Requires every Lease that was taken and not released.
   *
   * @throws ModuleFailure with the reason {@code lock_lost}
   */
  void requireHeld() {
    held.values().forEach(HeldLease::requireHeld);
  }

  Optional<HeldLease> held(Site site, String name) {
    return Optional.ofNullable(held.get(Key.of(site, name)));
  }

  void hold(Site site, String name, HeldLease lease) {
    held.put(Key.of(site, name), lease);
  }

  void forget(Site site, String name) {
    held.remove(Key.of(site, name));
  }

  Observation observation(Site site, String name, Clocks clocks) {
    return seen.computeIfAbsent(Key.of(site, name), key -> new Observation(clocks));
  }

  /** Whether it has looked at a Lease. */
  boolean sawAny() {
    return !seen.isEmpty();
  }

  /** Interrupts what is under way: the run holds the lock no more. */
  void stopWork() {
    held.values().forEach(HeldLease::end);
    synchronized (atWork) {
      atWork.forEach(Thread::interrupt);
    }
  }

  private @Nullable ModuleFailure lost() {
    return held.values().stream()
        .map(HeldLease::lost)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
