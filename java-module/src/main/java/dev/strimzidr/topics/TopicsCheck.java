package dev.strimzidr.topics;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.LogBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Looks whether what a mirror has stored is of the topics that there are. */
public final class TopicsCheck {
  private final String from;
  private final String to;
  private final KafkaCluster source;
  private final KafkaCluster standby;
  private final Predicate<String> copies;

  /**
   * Asks nothing yet.
   *
   * @param from the name of the site that is copied from
   * @param to the name of the other one
   * @param copies the topics that are mirrored
   */
  public TopicsCheck(
      String from, String to, KafkaCluster source, KafkaCluster standby, Predicate<String> copies) {
    this.from = from;
    this.to = to;
    this.source = source;
    this.standby = standby;
    this.copies = copies;
  }

  /**
   * Looks at IDs, and at nothing else.
   *
   * @param kept what is kept beside the mirror
   * @param stored what it has stored
   */
  public TopicsSeen ids(Optional<KnownTopics> kept, Map<TopicPartition, Long> stored) {
    Judgement judgement = judgement(kept, stored);
    Set<String> blank = Seen.blank(standby, judgement.suspects());
    return new TopicsSeen(judgement, blank, judgement.doubts(blank), Optional.empty());
  }

  /**
   * Looks at IDs, at the ends of logs, and at the last record that was copied.
   *
   * @param kept what is kept beside the mirror
   * @param stored what it has stored
   * @param settled what it has stored, with all transactions that have begun
   * @param uncounted why that may be less than it has copied
   */
  public TopicsSeen records(
      Optional<KnownTopics> kept,
      Map<TopicPartition, Long> stored,
      Supplier<Optional<Map<TopicPartition, Long>>> settled,
      Optional<String> uncounted) {
    TopicsSeen seen = ids(kept, stored);
    List<Doubt> doubts = new ArrayList<>(seen.doubts());
    Set<String> doubted = doubts.stream().map(Doubt::topic).collect(Collectors.toSet());
    Map<TopicPartition, Long> left = new HashMap<>();
    there(stored, doubted)
        .forEach((partition, bounds) -> {
          long last = stored.getOrDefault(partition, -1L);
          if (last >= bounds.highWatermark()) {
            doubts.add(beyond(partition, last, bounds));
          } else {
            left.put(partition, last);
          }
        });
    CopiedRecords records = new CopiedRecords(source, standby, settled);
    Map<TopicPartition, Verdict> verdicts = new HashMap<>(records.compare(left));
    if (uncounted.isPresent()) {
      verdicts.replaceAll((partition, verdict) ->
          verdict instanceof Verdict.Differs ? new Verdict.Unknown(uncounted.get()) : verdict);
    }
    lookAgain(records, settled, verdicts);
    verdicts.forEach((partition, verdict) -> {
      if (verdict instanceof Verdict.Differs differs) {
        doubts.add(differs(partition, differs));
      }
    });
    return new TopicsSeen(
        seen.judgement(), seen.blank(), doubts, Optional.of(Compared.of(verdicts)));
  }

  private Judgement judgement(Optional<KnownTopics> kept, Map<TopicPartition, Long> stored) {
    return Judgement.of(
        from,
        to,
        kept,
        Seen.read(source, standby, copies),
        stored.keySet().stream()
            .map(TopicPartition::topic)
            .filter(copies)
            .collect(Collectors.toSet()));
  }

  /** Partitions of topics that are at both sites, and about which nothing is said yet. */
  private Map<TopicPartition, LogBounds> there(
      Map<TopicPartition, Long> stored, Set<String> doubted) {
    Set<TopicPartition> both = partitions(source, stored.keySet(), doubted);
    both.retainAll(partitions(standby, stored.keySet(), doubted));
    return source.ask("asking for offsets", admin -> LogBounds.of(admin, both));
  }

  private Set<TopicPartition> partitions(
      KafkaCluster cluster, Set<TopicPartition> wanted, Set<String> without) {
    return cluster.ask(
        "asking for topics",
        admin -> {
          List<String> names =
              admin.listTopics().names().get().stream()
                  .filter(copies)
                  .filter(topic -> !without.contains(topic))
                  .toList();
          Set<TopicPartition> found = new HashSet<>();
          admin
              .describeTopics(names)
              .allTopicNames()
              .get()
              .values()
              .forEach(topic ->
                  topic
                      .partitions()
                      .forEach(
                          info -> found.add(new TopicPartition(topic.name(), info.partition()))));
          found.retainAll(wanted);
          return found;
        });
  }

  /** A worker may have died, or a topic been made, in between: what is red is red twice. */
  private static void lookAgain(
      CopiedRecords records,
      Supplier<Optional<Map<TopicPartition, Long>>> settled,
      Map<TopicPartition, Verdict> verdicts) {
    Set<TopicPartition> differing =
        verdicts.entrySet().stream()
            .filter(verdict -> verdict.getValue() instanceof Verdict.Differs)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (differing.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> now = new HashMap<>(settled.get().orElse(Map.of()));
    now.keySet().retainAll(differing);
    verdicts.putAll(records.compare(now));
  }

  private Doubt beyond(TopicPartition partition, long last, LogBounds bounds) {
    return Doubt.of(
        Doubt.Kind.BEYOND_END,
        partition,
        " was copied up to offset %d, but its log at %s ends at %d: it was made again, or cut"
            .formatted(last, from, bounds.highWatermark()));
  }

  private Doubt differs(TopicPartition partition, Verdict.Differs differs) {
    return Doubt.of(
        Doubt.Kind.RECORD_DIFFERS,
        partition,
        ": its last record that counts as copied, at offset %d of %s, is not among the last ones at %s: it was made again, or somebody else wrote there"
            .formatted(differs.offset(), from, to));
  }
}
