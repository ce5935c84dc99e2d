package dev.strimzidr.offsets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.status.ReadinessRules;

/**
 * A KafkaMirrorMaker2, as far as the offsets of its source connector go. No I/O.
 *
 * @param connector the name of the source connector
 * @param offsetTopic where its worker stores offsets
 * @param configMap from which Strimzi takes offsets to store; empty when there is none
 * @param filter which topics it copies
 */
record MirrorView(String connector, String offsetTopic, String configMap, MirrorFilter filter) {

  /**
   * Reads it.
   *
   * @throws ModuleFailure when it is not a mirror from the one site to the other
   */
  static MirrorView of(JsonNode mirror, String source, String target) {
    JsonNode spec = mirror.path("spec");
    JsonNode direction = spec.path("mirrors").path(0);
    String from = MirrorSpec.sourceAlias(mirror);
    String to = spec.path("target").path("alias").asText();
    if (spec.path("mirrors").size() != 1 || !from.equals(source) || !to.equals(target)) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "KafkaMirrorMaker2 %s at %s is no mirror from %s: it copies %d times, first from %s to %s"
              .formatted(name(mirror), target, source, spec.path("mirrors").size(), from, to));
    }
    return new MirrorView(
        MirrorSpec.sourceConnector(mirror),
        MirrorSpec.offsetTopic(mirror),
        direction
            .path("sourceConnector")
            .path("alterOffsets")
            .path("fromConfigMap")
            .path("name")
            .asText(""),
        MirrorFilter.of(mirror));
  }

  /**
   * It has to be stopped, and to stay so.
   *
   * @param why what a mirror that runs would do
   * @throws ModuleFailure when it is not seen stopped
   */
  static void requireStopped(JsonNode mirror, String site, String why) {
    String runs =
        MirrorSpec.isIn(mirror, "stopped")
            ? ReadinessRules.of(mirror).why()
            : "it is wanted running";
    if (!runs.isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "KafkaMirrorMaker2 %s at %s is not seen stopped (%s): %s. Stop it with strimzi_mirror_state first"
              .formatted(name(mirror), site, runs, why));
    }
  }

  /** The key of the connector's offsets in ConfigMaps, as Strimzi has it. */
  String key() {
    return connector.replace("->", "--") + ".json";
  }

  private static String name(JsonNode mirror) {
    return mirror.path("metadata").path("name").asText();
  }
}
