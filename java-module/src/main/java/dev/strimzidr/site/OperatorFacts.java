package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What there is to say of a site's cluster operator. */
final class OperatorFacts {
  private static final String DEPLOYMENT = "strimzi-cluster-operator";

  private OperatorFacts() {}

  static Map<String, Object> read(KubeApi api, String namespace) {
    Optional<ObjectNode> deployment =
        api.find(new Ref(KnownKinds.DEPLOYMENT, namespace, DEPLOYMENT));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("namespace", namespace);
    facts.put("deployed", deployment.isPresent());
    facts.put(
        "paused",
        deployment.filter(found -> found.path("spec").path("paused").asBoolean()).isPresent());
    if (deployment.isPresent()) {
      JsonNode container =
          deployment.get().path("spec").path("template").path("spec").path("containers").path(0);
      facts.put("image", container.path("image").asText());
      facts.putAll(ReadinessFacts.readiness(deployment.get()));
    } else {
      facts.put("image", "");
      facts.put("ready", false);
      facts.put(
          "why", "there is no Deployment %s in namespace %s".formatted(DEPLOYMENT, namespace));
    }
    return facts;
  }
}
