package dev.strimzidr.fence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.util.List;
import java.util.Optional;

/**
 * Gives KafkaUsers back what the first version of the fence has taken from them. That version
 * closed a site by the ACLs of its users: what they are declared to do stood in an annotation, and
 * the fence owned {@code spec.authorization}.
 */
final class HandBack {
  private static final String FIELD_MANAGER = "strimzi-dr-fence";
  private static final String DECLARED = "strimzi-dr/acls";
  private static final String KEPT = "strimzi-dr/kept-acls";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int AT_ONCE = 8;

  private final Site site;
  private final boolean checkMode;

  HandBack(Site site, boolean checkMode) {
    this.site = site;
    this.checkMode = checkMode;
  }

  /** The names of the users that got something back, sorted. */
  List<String> all() {
    List<ObjectNode> users =
        site
            .api()
            .list(KnownKinds.KAFKA_USER, site.namespace(), "strimzi.io/cluster=" + site.cluster())
            .stream()
            .filter(user -> annotation(user).isPresent() || managed(user) >= 0)
            .toList();
    return Futures.all(users, AT_ONCE, this::one).stream().sorted().toList();
  }

  private String one(ObjectNode user) {
    Ref ref = site.in(KnownKinds.KAFKA_USER, user.at("/metadata/name").asText());
    ObjectNode now = user;
    Optional<String> annotation = annotation(user);
    if (annotation.isPresent()) {
      now =
          site.api()
              .apply(
                  ref,
                  declared(user, annotation.get()),
                  new ApplyOptions(FIELD_MANAGER, true, checkMode));
    }
    if (!checkMode) {
      forget(ref, now);
    }
    return ref.name();
  }

  private static ObjectNode declared(ObjectNode user, String annotation) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.set("apiVersion", user.path("apiVersion"));
    resource.set("kind", user.path("kind"));
    resource
        .putObject("metadata")
        .put("name", user.at("/metadata/name").asText())
        .put("namespace", user.at("/metadata/namespace").asText());
    resource
        .putObject("spec")
        .putObject("authorization")
        .put("type", "simple")
        .set("acls", acls(user, annotation));
    return resource;
  }

  /** From now on whoever declares the user owns all of it. */
  private void forget(Ref ref, ObjectNode user) {
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    int managed = managed(user);
    if (managed >= 0) {
      String entry = "/metadata/managedFields/" + managed;
      operations
          .addObject()
          .put("op", "test")
          .put("path", entry + "/manager")
          .put("value", FIELD_MANAGER);
      operations.addObject().put("op", "remove").put("path", entry);
    }
    for (String annotation : List.of(DECLARED, KEPT)) {
      if (user.path("metadata").path("annotations").has(annotation)) {
        operations
            .addObject()
            .put("op", "remove")
            .put("path", "/metadata/annotations/" + annotation.replace("/", "~1"));
      }
    }
    if (!operations.isEmpty()) {
      ObjectNode unused = site.api().patch(ref, operations, ApplyOptions.of(false, false));
    }
  }

  private static Optional<String> annotation(ObjectNode user) {
    JsonNode annotations = user.path("metadata").path("annotations");
    return List.of(DECLARED, KEPT).stream().filter(annotations::has).findFirst();
  }

  private static int managed(ObjectNode user) {
    JsonNode managers = user.path("metadata").path("managedFields");
    for (int i = 0; i < managers.size(); i++) {
      if (managers.path(i).path("manager").asText().equals(FIELD_MANAGER)) {
        return i;
      }
    }
    return -1;
  }

  private static JsonNode acls(ObjectNode user, String annotation) {
    try {
      JsonNode acls =
          MAPPER.readTree(user.path("metadata").path("annotations").path(annotation).asText());
      if (acls.isArray()) {
        return acls;
      }
    } catch (JsonProcessingException e) {
      // Said below: what stands there may be long.
    }
    throw new ModuleFailure(
        Reason.CONTRADICTION,
        "KafkaUser %s: its annotation %s is not a list of ACLs. Remove it, and declare its ACLs"
            .formatted(user.at("/metadata/name").asText(), annotation));
  }
}
