package dev.strimzidr.module;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One run of a playbook, all of whose modules one JVM answers. It is known by a random ID:
 * containers share host names and process IDs, and a wall clock goes back.
 */
public final class Run {
  private final String id = UUID.randomUUID().toString();
  private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
  private final BooleanSupplier going;

  /**
   * A run.
   *
   * @param going whether its process runs: it is neither stopped (SIGSTOP) nor ended
   */
  public Run(BooleanSupplier going) {
    this.going = going;
  }

  public String id() {
    return id;
  }

  /** Whether its process runs: it is neither stopped (SIGSTOP) nor ended. */
  public boolean going() {
    return going.getAsBoolean();
  }

  /** What all calls of the run have in common; the first call that asks for it makes it. */
  public <T> T shared(Class<T> type, Supplier<T> first) {
    return type.cast(shared.computeIfAbsent(type, unused -> first.get()));
  }
}
