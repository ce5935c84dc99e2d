package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.pair.Site;
import dev.strimzidr.topics.KnownTopics;
import dev.strimzidr.topics.KnownTopicsMap;
import dev.strimzidr.topics.TopicsCheck;
import dev.strimzidr.topics.TopicsSeen;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** To which topics belongs what one mirror has stored. */
final class MirrorTopics {
  private final JsonNode mirror;
  private final String from;
  private final String to;
  private final Optional<KnownTopics> kept;

  /**
   * Reads what is kept beside the mirror.
   *
   * @param mirror the KafkaMirrorMaker2
   * @param name its name
   * @param from the name of the site that it copies from
   * @param target the site that it is at
   * @throws dev.strimzidr.module.ModuleFailure when that site does not answer
   */
  MirrorTopics(JsonNode mirror, String name, String from, Site target) {
    this(mirror, from, target.name(), new KnownTopicsMap(target, name).read());
  }

  MirrorTopics(JsonNode mirror, String from, String to, Optional<KnownTopics> kept) {
    this.mirror = mirror;
    this.from = from;
    this.to = to;
    this.kept = kept;
  }

  /** What is kept of this direction, as a module returns it. */
  Optional<Map<String, @Nullable Object>> remembered() {
    return kept.filter(topics -> topics.isOf(from, to)).map(TopicsSeen::remembered);
  }

  /**
   * What is seen now.
   *
   * @param stored what the mirror has stored
   * @param records whether last records are looked at, not only IDs
   */
  TopicsSeen see(
      Map<TopicPartition, Long> stored, KafkaCluster source, KafkaCluster target, boolean records) {
    MirrorFilter filter = MirrorFilter.of(mirror);
    TopicsCheck check = new TopicsCheck(from, to, source, target, filter::copies);
    return records
        ? check.records(
            kept, stored, () -> SettledOffsets.read(mirror, target), MirrorSpec.uncounted(mirror))
        : check.ids(kept, stored);
  }
}
