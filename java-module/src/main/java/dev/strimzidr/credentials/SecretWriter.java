package dev.strimzidr.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes Secrets, and keeps a list of them. In check mode it keeps the list only. */
final class SecretWriter {
  private static final ApplyOptions OPTIONS = ApplyOptions.of(false, false);

  private final boolean dry;
  private final List<Written> written = new ArrayList<>();

  private record Written(Site site, String secret, String outcome) {
    Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("site", site.name());
      document.put("secret", secret);
      document.put("outcome", outcome);
      return document;
    }
  }

  SecretWriter(boolean dry) {
    this.dry = dry;
  }

  List<Map<String, Object>> written() {
    return written.stream().map(Written::document).toList();
  }

  /** The names of the Secrets that were written, by their sites; none in check mode. */
  Map<Site, Set<String>> names() {
    Map<Site, Set<String>> names = new LinkedHashMap<>();
    if (!dry) {
      written.forEach(
          one -> names.computeIfAbsent(one.site(), any -> new TreeSet<>()).add(one.secret()));
    }
    return names;
  }

  /** Says what would be made where its content is not known. */
  void announce(Item item, Site site) {
    item.secrets(site).forEach(secret -> note(site, secret, "made"));
  }

  /** Makes what a site lacks. */
  void create(Item item, Material material, Found.Missing to, String how) {
    Site site = to.site();
    if (!dry) {
      to.leftovers().forEach(name -> site.api().delete(site.in(KnownKinds.SECRET, name), false));
    }
    for (ObjectNode secret : SecretShape.secrets(item, material, site)) {
      if (!dry) {
        // Created, not applied: one that somebody has made in between is not overwritten.
        site.api().create(KnownKinds.SECRET, site.namespace(), secret, OPTIONS);
      }
      note(site, name(secret), how);
    }
  }

  /** Puts the content in the place of the one that a site has, as long as it still has that. */
  void replace(Item item, Material material, Found.There at, String how) {
    Site site = at.site();
    for (ObjectNode secret : SecretShape.secrets(item, material, site)) {
      Ref ref = site.in(KnownKinds.SECRET, name(secret));
      ObjectNode live = site.api().get(ref);
      if (contains(live.path("data"), secret.path("data"))
          && contains(annotations(live), annotations(secret))) {
        continue;
      }
      for (Map.Entry<String, byte[]> value : at.material().values().entrySet()) {
        if (secret.path("data").has(value.getKey())
            && !java.security.MessageDigest.isEqual(
                value.getValue(), SecretShape.value(live, value.getKey()))) {
          throw new ModuleFailure(
              Reason.CONFLICT,
              "%s at %s was changed by somebody else in between: run this again"
                  .formatted(ref, site.name()));
        }
      }
      if (!dry) {
        site.api().merge(ref, patch(secret, live), OPTIONS);
      }
      note(site, ref.name(), how);
    }
  }

  /** Makes a Secret of ours so. */
  void apply(Site site, ObjectNode secret) {
    Ref ref = site.in(KnownKinds.SECRET, name(secret));
    Optional<ObjectNode> live = site.api().find(ref);
    if (live.isPresent() && live.get().path("data").equals(secret.path("data"))) {
      return;
    }
    if (!dry) {
      site.api().apply(ref, secret, OPTIONS);
    }
    note(site, ref.name(), live.isPresent() ? "renewed" : "made");
  }

  private static ObjectNode patch(ObjectNode wanted, JsonNode live) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", live.path("metadata").path("resourceVersion").asText());
    metadata.set("annotations", annotations(wanted));
    metadata.set("labels", wanted.path("metadata").path("labels"));
    metadata.putNull("ownerReferences");
    patch.set("data", wanted.path("data"));
    return patch;
  }

  private static JsonNode annotations(JsonNode resource) {
    JsonNode annotations = resource.path("metadata").path("annotations");
    return annotations.isObject() ? annotations : JsonNodeFactory.instance.objectNode();
  }

  private static boolean contains(JsonNode live, JsonNode wanted) {
    return wanted.properties().stream()
        .allMatch(entry -> entry.getValue().equals(live.path(entry.getKey())));
  }

  private static String name(JsonNode secret) {
    return secret.path("metadata").path("name").asText();
  }

  private void note(Site site, String secret, String how) {
    written.add(new Written(site, secret, how));
  }
}
