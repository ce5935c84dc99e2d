package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets in which Strimzi keeps the certificate of each broker. No I/O.
 *
 * @param cluster the Kafka cluster
 * @param pools its node pools; null where they cannot be read
 */
record NodeSecrets(String cluster, @Nullable Collection<? extends JsonNode> pools) {

  /**
   * By the identifier of the node.
   *
   * @throws ModuleFailure when the pools cannot be read, or no node has an identifier yet
   */
  List<String> names() {
    if (pools == null) {
      throw new ModuleFailure(
          Reason.FORBIDDEN, "the node pools cannot be read, so nobody knows the nodes");
    }
    Map<Integer, String> names = new TreeMap<>();
    for (JsonNode pool : pools) {
      if (serves(pool)) {
        String name = pool.path("metadata").path("name").asText();
        pool.path("status")
            .path("nodeIds")
            .forEach(id -> names.put(id.asInt(), "%s-%s-%d".formatted(cluster, name, id.asInt())));
      }
    }
    if (names.isEmpty()) {
      throw new ModuleFailure(Reason.NOT_FOUND, "no broker has an identifier yet");
    }
    return new ArrayList<>(names.values());
  }

  /** A pool of controllers alone has no listener for clients. */
  private static boolean serves(JsonNode pool) {
    for (JsonNode role : pool.path("spec").path("roles")) {
      if (role.asText().equals("broker")) {
        return true;
      }
    }
    return pool.path("spec").path("roles").isEmpty();
  }
}
