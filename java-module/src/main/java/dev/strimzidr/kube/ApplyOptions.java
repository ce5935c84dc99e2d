package dev.strimzidr.kube;

/**
 * How a write is made.
 *
 * @param fieldManager who writes
 * @param force take fields over from other managers
 * @param dryRun let the server say what would be, and keep nothing
 */
public record ApplyOptions(String fieldManager, boolean force, boolean dryRun) {

  /** Who the modules are for the API server. */
  public static final String FIELD_MANAGER = "strimzi-dr";

  public static ApplyOptions of(boolean force, boolean dryRun) {
    return new ApplyOptions(FIELD_MANAGER, force, dryRun);
  }
}
