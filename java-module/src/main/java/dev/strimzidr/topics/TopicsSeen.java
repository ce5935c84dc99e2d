package dev.strimzidr.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the topics of a mirror. No I/O.
 *
 * @param judgement by what it was judged
 * @param blank topics whose copy never had a record
 * @param doubts what is not believed
 * @param compared how many last records were compared, where that was asked for
 */
public record TopicsSeen(
    Judgement judgement, Set<String> blank, List<Doubt> doubts, Optional<Compared> compared) {
  private static final int MOST = 100;

  /**
   * Why what is stored of a partition is not believed.
   *
   * @param topic the ID that the topic has at the source now, which may be later than this was seen
   */
  public Optional<String> doubt(TopicPartition partition, String topic) {
    return doubts.stream()
        .filter(doubt -> doubt.isOf(partition))
        .map(Doubt::text)
        .findFirst()
        .or(() ->
            isOther(partition.topic(), topic)
                ? Optional.of(partition.topic() + " was deleted and made again a moment ago")
                : Optional.empty());
  }

  private boolean isOther(String topic, String id) {
    String seen = judgement.seen().ids(topic).source();
    return seen != null && !seen.equals(id) && judgement.stored().contains(topic);
  }

  /** What is to be kept from now on. */
  public KnownTopics renewed(String at) {
    return judgement.renewed(blank, doubts, at);
  }

  /** Whether something is kept of this mirror. */
  public boolean known() {
    return judgement.known().isPresent();
  }

  /** As a module returns it. */
  public Map<String, @Nullable Object> document() {
    return document(
        judgement.known(), compared, doubts.size(), doubts.stream().limit(MOST).toList());
  }

  /** The same where a cluster cannot be asked: what was found before. */
  public static Map<String, @Nullable Object> remembered(KnownTopics kept) {
    return document(
        Optional.of(kept),
        Optional.empty(),
        kept.doubts().size(),
        kept.doubts().entrySet().stream()
            .limit(MOST)
            .map(doubt ->
                new Doubt(Doubt.Kind.FOUND_EARLIER, doubt.getKey(), null, doubt.getValue()))
            .toList());
  }

  private static Map<String, @Nullable Object> document(
      Optional<KnownTopics> kept, Optional<Compared> compared, int doubted, List<Doubt> doubts) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("known", kept.isPresent());
    document.put("since", kept.map(KnownTopics::at).orElse(null));
    document.put("topics", kept.map(topics -> topics.topics().size()).orElse(0));
    document.put("compared_partitions", compared.map(Compared::same).orElse(null));
    document.put("uncompared_partitions", compared.map(Compared::unknown).orElse(null));
    document.put("uncompared_why", compared.flatMap(Compared::unknownWhy).orElse(null));
    document.put("unread_partitions", compared.map(Compared::unread).orElse(null));
    document.put("unread_why", compared.flatMap(Compared::unreadWhy).orElse(null));
    document.put("doubted", doubted);
    document.put("doubts", doubts.stream().map(Doubt::document).toList());
    return document;
  }
}
