package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;

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

  /** Whether the modules have applied a resource before. */
  public static boolean appliedByUs(JsonNode live) {
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (isOurs(entry)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry of {@code managedFields} is of what the modules have applied. */
  public static boolean isOurs(JsonNode entry) {
    return entry.path("operation").asText().equals("Apply")
        && entry.path("manager").asText().equals(FIELD_MANAGER);
  }
}
