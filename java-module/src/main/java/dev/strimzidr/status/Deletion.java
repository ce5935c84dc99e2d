package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What keeps a resource that is being deleted. No I/O. */
public final class Deletion {
  /** Conditions that say so, of namespaces and of definitions. */
  private static final Set<String> HOLDING =
      Set.of(
          "NamespaceContentRemaining",
          "NamespaceFinalizersRemaining",
          "NamespaceDeletionDiscoveryFailure",
          "NamespaceDeletionContentFailure",
          "NamespaceDeletionGroupVersionParsingFailure",
          "Terminating");

  private Deletion() {}

  /** Whether somebody has asked for it already, and it only is not done yet. */
  public static boolean begun(JsonNode resource) {
    return resource.path("metadata").hasNonNull("deletionTimestamp");
  }

  /** What holds it, in words; empty where the resource names nothing. */
  public static String heldBy(JsonNode resource) {
    List<String> holding = new ArrayList<>();
    finalizers(resource.path("metadata"), holding);
    // Those of a namespace stand in its specification.
    finalizers(resource.path("spec"), holding);
    Condition.of(resource).stream()
        .filter(condition -> condition.isTrue() && HOLDING.contains(condition.type()))
        .map(Condition::toString)
        .forEach(holding::add);
    return String.join(", ", holding);
  }

  private static void finalizers(JsonNode part, List<String> holding) {
    JsonNode finalizers = part.path("finalizers");
    if (finalizers.isArray() && !finalizers.isEmpty()) {
      holding.add("its finalizers " + finalizers);
    }
  }
}
