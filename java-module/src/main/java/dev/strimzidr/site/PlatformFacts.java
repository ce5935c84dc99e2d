package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.Answer;
import dev.strimzidr.module.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to say of the platform: the API server, what it serves, what we may do there. */
final class PlatformFacts {
  private final KubeApi api;

  PlatformFacts(KubeApi api) {
    this.api = api;
  }

  /**
   * The facts.
   *
   * @param rights what is asked for: verb, group, resource, namespace of each
   */
  Map<String, Object> read(List<Arguments> rights) {
    Map<String, Object> facts = new LinkedHashMap<>();
    JsonNode version = api.read("/version");
    facts.put("address", api.address());
    facts.put("kubernetes_version", version.path("gitVersion").asText());
    facts.put("openshift", group("route.openshift.io").isPresent());
    facts.put("strimzi_api_versions", strimziVersions());
    facts.put(
        "rights_missing",
        rights.stream().filter(right -> !allowed(right)).map(PlatformFacts::words).toList());
    return facts;
  }

  private List<String> strimziVersions() {
    List<String> versions = new ArrayList<>();
    group("kafka.strimzi.io")
        .ifPresent(group ->
            group
                .path("versions")
                .forEach(version -> versions.add(version.path("version").asText())));
    return versions;
  }

  private Optional<ObjectNode> group(String name) {
    return Answer.ifThere(() -> api.read("/apis/" + name));
  }

  private boolean allowed(Arguments right) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review
        .put("apiVersion", KnownKinds.ACCESS_REVIEW.apiVersion())
        .put("kind", KnownKinds.ACCESS_REVIEW.name());
    ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
    attributes.put("verb", right.string("verb")).put("resource", right.string("resource"));
    right.optionalString("group").ifPresent(group -> attributes.put("group", group));
    right
        .optionalString("namespace")
        .ifPresent(namespace -> attributes.put("namespace", namespace));
    return api.create(KnownKinds.ACCESS_REVIEW, null, review, ApplyOptions.of(false, false))
        .path("status")
        .path("allowed")
        .asBoolean();
  }

  private static String words(Arguments right) {
    String group =
        right.optionalString("group").filter(g -> !g.isEmpty()).map(g -> "." + g).orElse("");
    String where = right.optionalString("namespace").map(n -> " in namespace " + n).orElse("");
    return right.string("verb") + " " + right.string("resource") + group + where;
  }
}
