package dev.strimzidr.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of what a mirror has stored is believed, by what is known of its topics and what both
 * clusters say now. No I/O.
 *
 * @param source the site that is copied from
 * @param standby the site that is copied to
 * @param known what is known of this direction and of the standby's cluster; nothing at the first
 *     look
 * @param seen what both clusters say
 * @param stored the topics of which the mirror has stored an offset
 */
record Judgement(
    String source, String standby, Optional<KnownTopics> known, Seen seen, Set<String> stored) {

  /**
   * Judges.
   *
   * @param kept what is kept beside the mirror. What is of the other direction, or of a cluster
   *     that the standby had before, is of offsets that are not there any more
   */
  static Judgement of(
      String source, String standby, Optional<KnownTopics> kept, Seen seen, Set<String> stored) {
    return new Judgement(
        source,
        standby,
        kept.filter(topics -> topics.isOf(source, standby))
            .filter(topics -> topics.standbyCluster().equals(seen.standbyCluster()))
            // Nothing is copied yet: whatever the source was before, no offset is of it.
            .filter(
                topics -> topics.sourceCluster().equals(seen.sourceCluster()) || !stored.isEmpty()),
        seen,
        stored);
  }

  /** Topics that are, or were, not the known ones: of these it matters whether a copy is left. */
  Set<String> suspects() {
    Set<String> suspects = new TreeSet<>();
    known.ifPresent(then -> {
      suspects.addAll(then.doubts().keySet());
      then.topics().keySet().stream().filter(topic -> isOther(topic, then)).forEach(suspects::add);
    });
    return suspects;
  }

  /**
   * What is not believed, a topic at a time.
   *
   * @param blank those of {@link #suspects} whose copy never had a record
   */
  List<Doubt> doubts(Set<String> blank) {
    List<Doubt> doubts = new ArrayList<>();
    known.ifPresent(then -> {
      if (!then.sourceCluster().equals(seen.sourceCluster())) {
        stored.stream().sorted().forEach(topic -> doubts.add(otherCluster(topic, then)));
        return;
      }
      for (String topic : suspects()) {
        if (!isForgiven(topic, then, blank)) {
          doubts.add(doubt(topic, then));
        }
      }
    });
    return doubts;
  }

  /**
   * What is to be kept from now on.
   *
   * @param blank as for {@link #doubts}
   * @param found all that is not believed
   */
  KnownTopics renewed(Set<String> blank, List<Doubt> found, String at) {
    KnownTopics then =
        known.orElseGet(() ->
            new KnownTopics(
                source,
                standby,
                at,
                seen.sourceCluster(),
                seen.standbyCluster(),
                Map.of(),
                Map.of()));
    if (!then.sourceCluster().equals(seen.sourceCluster())) {
      return then;
    }
    Map<String, String> doubts = new TreeMap<>();
    found.forEach(doubt -> doubts.putIfAbsent(doubt.topic(), doubt.text()));
    // What was said first is nearest to what has happened.
    then.doubts().forEach((topic, text) -> doubts.computeIfPresent(topic, (name, later) -> text));
    Map<String, Ids> topics = new TreeMap<>();
    Set<String> names = new TreeSet<>(then.topics().keySet());
    names.addAll(seen.topics().keySet());
    for (String topic : names) {
      Ids ids = doubts.containsKey(topic) ? then.ids(topic) : now(topic, then);
      if (!ids.equals(Ids.NONE)) {
        topics.put(topic, ids);
      }
    }
    return new KnownTopics(
        source, standby, at, seen.sourceCluster(), seen.standbyCluster(), topics, doubts);
  }

  /** A topic that was deleted may come again, while what was stored of it is still there. */
  private Ids now(String topic, KnownTopics then) {
    Ids now = seen.ids(topic);
    return stored.contains(topic) ? now.or(then.ids(topic)) : now;
  }

  private boolean isOther(String topic, KnownTopics then) {
    Ids ids = then.ids(topic);
    Ids now = seen.ids(topic);
    return now.source() != null
        && (ids.othersSource(now) || (stored.contains(topic) && ids.othersStandby(now)));
  }

  /** Nothing is stored of it, and no record of the former topic is left at the standby. */
  private boolean isForgiven(String topic, KnownTopics then, Set<String> blank) {
    return !stored.contains(topic)
        && (blank.contains(topic) || then.ids(topic).othersStandby(seen.ids(topic)));
  }

  private Doubt doubt(String topic, KnownTopics then) {
    Ids ids = then.ids(topic);
    Ids now = seen.ids(topic);
    if (now.source() != null && ids.othersSource(now)) {
      return all(
          Doubt.Kind.MADE_AGAIN,
          topic,
          "%s was deleted and made again at %s; what was copied to %s is of the former topic"
              .formatted(topic, source, standby));
    }
    if (stored.contains(topic) && ids.othersStandby(now)) {
      return all(
          Doubt.Kind.COPY_MADE_AGAIN,
          topic,
          "the copy of %s was deleted%s at %s; what was copied before is not in it"
              .formatted(topic, now.standby() == null ? "" : " and made again", standby));
    }
    return all(Doubt.Kind.FOUND_EARLIER, topic, then.doubts().getOrDefault(topic, topic));
  }

  private Doubt otherCluster(String topic, KnownTopics then) {
    return all(
        Doubt.Kind.OTHER_CLUSTER,
        topic,
        "%s was copied from the Kafka cluster %s, and the one of %s is %s now"
            .formatted(topic, then.sourceCluster(), source, seen.sourceCluster()));
  }

  private static Doubt all(Doubt.Kind kind, String topic, String text) {
    return new Doubt(kind, topic, null, text);
  }
}
