package dev.strimzidr.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.apply.Nudges;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Answer;
import dev.strimzidr.pair.Site;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has operators look at what uses the Secrets that were written. They do not watch Secrets that
 * they have not made, and would see them in their next round, two minutes later by default: so long
 * the clients with a new password would be refused.
 */
final class Prompts {
  private static final List<Kind> KINDS =
      List.of(KnownKinds.KAFKA, KnownKinds.KAFKA_USER, KnownKinds.KAFKA_MIRROR_MAKER_2);

  private final Clock clock;

  Prompts(Clock clock) {
    this.clock = clock;
  }

  /** The resources whose operators were told, as a result names them. */
  List<Map<String, String>> give(Site site, Set<String> secrets) {
    List<Ref> users = new ArrayList<>();
    for (Kind kind : KINDS) {
      resources(site, kind).stream()
          .filter(resource -> uses(site, kind, resource, secrets))
          .forEach(resource -> users.add(Ref.to(kind, resource)));
    }
    new Nudges(site.api(), clock).give(users);
    return users.stream()
        .map(ref -> Map.of("site", site.name(), "kind", ref.kind().name(), "name", ref.name()))
        .toList();
  }

  /** None where the kind is not known yet: the first rollout makes Secrets before all else. */
  private static List<? extends JsonNode> resources(Site site, Kind kind) {
    return Answer.ifThere(() -> site.api().list(kind, site.namespace(), null)).orElse(List.of());
  }

  /** A Kafka resource does not name the Secrets of its authorities: they are called after it. */
  private static boolean uses(Site site, Kind kind, JsonNode resource, Set<String> secrets) {
    if (kind.equals(KnownKinds.KAFKA)) {
      return resource.path("metadata").path("name").asText().equals(site.cluster())
          && secrets.stream().anyMatch(secret -> secret.startsWith(site.cluster() + "-"));
    }
    return mentions(resource.path("spec"), secrets);
  }

  private static boolean mentions(JsonNode part, Set<String> secrets) {
    if (part.isContainerNode()) {
      return part.valueStream().anyMatch(value -> mentions(value, secrets));
    }
    return secrets.contains(part.asText());
  }
}
