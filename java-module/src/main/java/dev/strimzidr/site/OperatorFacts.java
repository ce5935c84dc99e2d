package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to say of a site's cluster operator. */
final class OperatorFacts {
  private static final String DEPLOYMENT = "strimzi-cluster-operator";

  private OperatorFacts() {}

  static Map<String, @Nullable Object> read(KubeApi api, String namespace) {
    Unreadable unreadable = new Unreadable();
    Optional<ObjectNode> deployment =
        unreadable.read(
            "state", () -> api.find(new Ref(KnownKinds.DEPLOYMENT, namespace, DEPLOYMENT)));
    return deployment == null
        ? unknown(namespace, unreadable.why("state"))
        : of(namespace, deployment);
  }

  /** No I/O. */
  static Map<String, @Nullable Object> of(
      String namespace, Optional<? extends JsonNode> deployment) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("namespace", namespace);
    facts.put("deployed", deployment.isPresent());
    boolean paused =
        deployment.filter(found -> found.path("spec").path("paused").asBoolean()).isPresent();
    facts.put("paused", paused);
    if (deployment.isEmpty()) {
      facts.put("state", "not_deployed");
      facts.put("replicas_available", 0);
      facts.put("image", "");
      facts.put("ready", false);
      facts.put(
          "why", "there is no Deployment %s in namespace %s".formatted(DEPLOYMENT, namespace));
      return facts;
    }
    JsonNode container =
        deployment.get().path("spec").path("template").path("spec").path("containers").path(0);
    int available = deployment.get().path("status").path("availableReplicas").asInt();
    facts.put("replicas_available", available);
    facts.put("image", container.path("image").asText());
    facts.putAll(ReadinessFacts.readiness(deployment.get()));
    if (paused) {
      // A rollout counts it as done, because it asked for it; whoever looks has to be told.
      facts.put("ready", false);
      facts.put(
          "why",
          "its Deployment is paused, %s: resume it by kubectl rollout resume, or by site.yml"
              .formatted(
                  available == 0 ? "so no Pod of it runs" : "so a change to it is not rolled out"));
    }
    if (!paused && deployment.get().path("spec").path("replicas").asInt(1) == 0) {
      // A rollout to no replica is complete, and nobody reconciles anything.
      facts.put("ready", false);
      facts.put("why", "its Deployment is scaled to 0, so no Pod of it runs: scale it up");
    }
    facts.put("state", paused ? "paused" : ready(facts) ? "ready" : "not_ready");
    return facts;
  }

  private static boolean ready(Map<String, @Nullable Object> facts) {
    return Boolean.TRUE.equals(facts.get("ready"));
  }

  private static Map<String, @Nullable Object> unknown(String namespace, String why) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("namespace", namespace);
    for (String field :
        new String[] {"deployed", "paused", "replicas_available", "image", "ready", "state"}) {
      facts.put(field, null);
    }
    facts.put("why", why);
    return facts;
  }
}
