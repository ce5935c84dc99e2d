package dev.strimzidr.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.util.Optional;

/** The ConfigMap of a site that holds the record. */
public final class RecordStore {
  private static final String KEY = "record.json";

  private final ObjectMapper mapper =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  private final String name;

  /** Of this name. */
  public RecordStore(String name) {
    this.name = name;
  }

  /** What a site says of the record. */
  public RecordAt read(Site site) {
    Optional<ObjectNode> map = site.api().find(ref(site));
    if (map.isEmpty()) {
      return new RecordAt.Missing(site.name(), inUse(site));
    }
    String content = map.get().path("data").path(KEY).asText("");
    if (content.isEmpty()) {
      return new RecordAt.Unreadable(
          site.name(), "ConfigMap %s/%s has no key %s".formatted(site.namespace(), name, KEY));
    }
    try {
      int format = mapper.readTree(content).path("format").asInt();
      if (format != DrRecord.FORMAT) {
        return new RecordAt.Unreadable(
            site.name(),
            "it has format %d, this version reads %d".formatted(format, DrRecord.FORMAT));
      }
      DrRecord record = mapper.readValue(content, DrRecord.class);
      return new RecordAt.Present(
          site.name(), record, map.get().path("metadata").path("resourceVersion").asText());
    } catch (JsonProcessingException e) {
      return new RecordAt.Unreadable(
          site.name(),
          "ConfigMap %s/%s, key %s: %s"
              .formatted(site.namespace(), name, KEY, e.getOriginalMessage()));
    }
  }

  /**
   * Writes it.
   *
   * @param version the server's version of what it takes the place of; empty where there is none
   */
  void write(Site site, DrRecord record, String version, boolean dryRun) {
    ObjectNode map = ref(site).resource();
    if (!version.isEmpty()) {
      map.withObjectProperty("metadata").put("resourceVersion", version);
    }
    try {
      map.putObject("data")
          .put(KEY, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(record));
      // What was read and judged may be written over, whoever wrote it: the version guards the
      // rest. Where there was none, another run must not have written one meanwhile.
      ObjectNode unused =
          version.isEmpty()
              ? site.api()
                  .create(
                      KnownKinds.CONFIG_MAP, site.namespace(), map, ApplyOptions.of(false, dryRun))
              : site.api().apply(ref(site), map, ApplyOptions.of(true, dryRun));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that cannot be written", e);
    } catch (ModuleFailure failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
      // In check mode on an empty site the namespace is not there yet.
      if (!dryRun) {
        throw new ModuleFailure(
            Reason.NOT_FOUND,
            "The record cannot be written at %s: it has no namespace %s. The first rollout is of both sites: run it without --limit."
                .formatted(site.name(), site.namespace()),
            failure);
      }
    }
  }

  private static boolean inUse(Site site) {
    return site.api().find(site.in(KnownKinds.KAFKA, site.cluster())).isPresent();
  }

  private Ref ref(Site site) {
    return site.in(KnownKinds.CONFIG_MAP, name);
  }
}
