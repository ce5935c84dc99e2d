package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.pair.Site;
import java.util.Map;
import java.util.Optional;

/**
 * A KafkaMirrorMaker2 that may have been removed. What it has left is in Kafka, and how it is
 * declared says where.
 *
 * @param target the site that it copies into
 * @param name its name
 * @param declared how it is declared; empty where nobody says it
 */
public record MirrorResource(Site target, String name, Map<String, Object> declared) {
  Ref ref() {
    return target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, name);
  }

  Optional<ObjectNode> live() {
    return target.api().find(ref());
  }

  /**
   * The one that is there, or else the declared one.
   *
   * @throws dev.strimzidr.module.ModuleFailure when it is not there, and nobody says how it is
   *     declared
   */
  public JsonNode known() {
    return declared.isEmpty()
        ? target.api().get(ref())
        : live().<JsonNode>map(there -> there).orElseGet(this::asDeclared);
  }

  JsonNode asDeclared() {
    return new ObjectMapper().valueToTree(declared);
  }
}
