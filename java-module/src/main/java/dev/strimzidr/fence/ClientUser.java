package dev.strimzidr.fence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import java.util.Optional;

/**
 * A KafkaUser and what it is declared to do. Its declared ACLs stand in an annotation: the
 * resource's own are what is left of them at the level of access of the site. Pure.
 *
 * @param live the resource as it is
 * @param declared its ACLs when the site is open
 * @param kept whether the fence had to keep them, because whoever made the user does not declare
 *     them here
 */
record ClientUser(ObjectNode live, JsonNode declared, boolean kept) {
  /** The annotation in which the role {@code access} declares ACLs. */
  static final String DECLARED = "strimzi-dr/acls";

  /** The annotation in which the fence keeps the ACLs of users that others have made. */
  static final String KEPT = "strimzi-dr/kept-acls";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads a KafkaUser.
   *
   * @throws ModuleFailure when its annotation is not JSON
   */
  static ClientUser of(ObjectNode live) {
    JsonNode annotations = live.path("metadata").path("annotations");
    if (annotations.has(DECLARED)) {
      return new ClientUser(live, parse(live, DECLARED), false);
    }
    JsonNode current = acls(live);
    if (!annotations.has(KEPT)) {
      return new ClientUser(live, current, true);
    }
    JsonNode former = parse(live, KEPT);
    // Whoever made the user may have declared it anew while it was fenced.
    boolean stillFenced =
        current.equals(Rights.at(Access.CLOSED, former, false))
            || current.equals(Rights.at(Access.READ_ONLY, former, false))
            || current.equals(Rights.at(Access.READ_ONLY, former, true));
    return new ClientUser(live, stillFenced ? former : current, true);
  }

  String name() {
    return live.path("metadata").path("name").asText();
  }

  /** How it logs in, such as {@code scram-sha-512}; empty where Strimzi does not say. */
  String authentication() {
    return live.path("spec").path("authentication").path("type").asText("");
  }

  /** Whether Strimzi keeps its ACLs at all; what others have put into Kafka is not seen here. */
  boolean authorized() {
    return !declared.isEmpty() || live.path("spec").has("authorization");
  }

  /** What has to be applied for a level; nothing when it is so. */
  Optional<ObjectNode> at(Access level, boolean transactions) {
    ArrayNode wanted = Rights.at(level, declared, transactions);
    boolean keeping = kept && level != Access.OPEN;
    boolean so =
        acls(live).equals(wanted) && live.path("metadata").path("annotations").has(KEPT) == keeping;
    if (so && (kept || live.path("spec").has("authorization"))) {
      return Optional.empty();
    }
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.set("apiVersion", live.path("apiVersion"));
    resource.set("kind", live.path("kind"));
    ObjectNode metadata = resource.putObject("metadata");
    metadata.set("name", live.path("metadata").path("name"));
    metadata.set("namespace", live.path("metadata").path("namespace"));
    if (keeping) {
      metadata.putObject("annotations").put(KEPT, declared.toString());
    }
    resource.putObject("spec").putObject("authorization").put("type", "simple").set("acls", wanted);
    return Optional.of(resource);
  }

  private static JsonNode acls(ObjectNode live) {
    JsonNode acls = live.path("spec").path("authorization").path("acls");
    return acls.isArray() ? acls : JsonNodeFactory.instance.arrayNode();
  }

  private static JsonNode parse(ObjectNode live, String annotation) {
    String text = live.path("metadata").path("annotations").path(annotation).asText();
    try {
      JsonNode acls = MAPPER.readTree(text);
      if (acls.isArray()) {
        return acls;
      }
    } catch (JsonProcessingException e) {
      // Said below: what stands there may be long.
    }
    throw new ModuleFailure(
        Reason.CONTRADICTION,
        "KafkaUser %s: its annotation %s is not a list of ACLs. Run site.yml, which declares it anew"
            .formatted(live.path("metadata").path("name").asText(), annotation));
  }
}
