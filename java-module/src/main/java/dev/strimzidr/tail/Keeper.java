package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps a tail in the topic of ours, in the order in which that is safe. */
final class Keeper implements AutoCloseable {
  private final TailRequest request;
  private final String site;
  private final Optional<KafkaCluster> cluster;
  private final Pace pace;
  private final boolean write;
  private Optional<KeptWriter> writer = Optional.empty();
  private KeptLog there = new KeptLog("", 0);
  private boolean made;

  /**
   * Asks nothing yet.
   *
   * @param site the active one
   * @param cluster its brokers; none where the topic is not needed
   * @param write false to predict only
   */
  Keeper(
      TailRequest request, String site, Optional<KafkaCluster> cluster, Pace pace, boolean write) {
    this.request = request;
    this.site = site;
    this.cluster = cluster;
    this.pace = pace;
    this.write = write;
  }

  KeptTopic topic() {
    return new KeptTopic(cluster.orElseThrow(), request.topic().orElseThrow());
  }

  /**
   * Makes the topic where it is not there, and reads what it has.
   *
   * @param own whether a manifest is of this tail
   * @param words what this tail is
   * @throws ModuleFailure when it has another one, or what it has is not whole
   */
  void open(Predicate<Manifest> own, String words) {
    KeptTopic topic = topic();
    boolean before = topic.there();
    made = topic.make(request.retention(), write);
    if (write) {
      // Before it is read: who is shut out cannot add anything any more.
      writer = Optional.of(topic.writer(pace));
    }
    if (before) {
      there = topic.read(write, record -> {});
      if (there.manifest().isPresent() || there.first().isPresent()) {
        requireOwn(topic, there.whole(), own, words);
      }
    }
  }

  /**
   * The manifest of the topic, which has to be there.
   *
   * @param words what this tail is
   */
  Manifest requireThere(Predicate<Manifest> own, String words) {
    KeptTopic topic = topic();
    if (!topic.there()) {
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "%s is not there. Where a folder has the export, call this module with from=directory and state=kept"
              .formatted(topic.place()));
    }
    there = topic.read(false, record -> {});
    Manifest kept = there.whole();
    requireOwn(topic, kept, own, words);
    return kept;
  }

  private static void requireOwn(
      KeptTopic topic, Manifest kept, Predicate<Manifest> own, String words) {
    if (!own.test(kept)) {
      throw new ModuleFailure(
          Reason.CONFLICT,
          "%s holds the tail of %s; this one is of %s. Export that one to a folder with from=active, then delete the topic"
              .formatted(topic.place(), kept.tail(), words));
    }
  }

  /**
   * What the folder does not have and the topic has is put there: the source may have it no more.
   */
  void restore(Manifest own) {
    Optional<Manifest> kept = there.manifest().filter(found -> !found.files().isEmpty());
    if (kept.isEmpty() || !write) {
      return;
    }
    try (ExportFolder folder = ExportFolder.open(request.folder(), true)) {
      if (folder.manifest(own).filter(found -> !found.files().isEmpty()).isEmpty()) {
        Restoration.fill(folder, topic(), kept.get());
      }
    } catch (IOException e) {
      throw Export.failure("restoring " + request.folder(), e);
    }
  }

  /**
   * Brings the files into the topic, and reads all of it back from the brokers.
   *
   * @return whether something was changed, or would be
   */
  boolean keep(ExportFolder folder, Manifest manifest) {
    if (!new Keeping(folder, manifest, there, writer).bring()) {
      return made;
    }
    if (write) {
      there = topic().read(true, record -> {});
      requireOwn(topic(), there.whole(), manifest::sameTail, manifest.tail());
    }
    return true;
  }

  /** The topic as the module returns it. */
  Map<String, @Nullable Object> report() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("site", site);
    document.put("topic", request.topic().orElseThrow());
    document.put("records", there.manifest().map(Manifest::records).orElse(0L));
    Optional<Duration> retention =
        request.from() == TailRequest.From.ACTIVE ? topic().retention() : request.retention();
    document.put(
        "expires",
        there
            .first()
            .flatMap(first -> retention.map(Instant.ofEpochMilli(first)::plus))
            .map(Instant::toString)
            .orElse(null));
    return document;
  }

  @Override
  public void close() {
    writer.ifPresent(KeptWriter::close);
    cluster.ifPresent(KafkaCluster::close);
  }
}
