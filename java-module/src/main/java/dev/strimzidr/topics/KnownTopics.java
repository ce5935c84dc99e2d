package dev.strimzidr.topics;

import java.util.Map;
import java.util.TreeMap;

/**
 * To which topics what a mirror has stored belongs, as it is kept beside it.
 *
 * @param from the site that is copied from
 * @param to the site that is copied to
 * @param at when this was last changed, ISO 8601 in UTC
 * @param sourceCluster the ID of the Kafka cluster that is copied from
 * @param standbyCluster the ID of the one that is copied to, where the offsets are stored too
 * @param topics the IDs by topic
 * @param doubts why what is stored of a topic is not believed, until it is copied anew
 */
public record KnownTopics(
    String from,
    String to,
    String at,
    String sourceCluster,
    String standbyCluster,
    Map<String, Ids> topics,
    Map<String, String> doubts) {

  /** Whether it is about the mirror from this site to that one. */
  public boolean isOf(String source, String standby) {
    return from.equals(source) && to.equals(standby);
  }

  /** What is known of a topic. */
  Ids ids(String topic) {
    return topics.getOrDefault(topic, Ids.NONE);
  }

  /** Whether both say the same, whenever they were written. */
  public boolean same(KnownTopics other) {
    return equals(other.at(at));
  }

  private KnownTopics at(String time) {
    return new KnownTopics(from, to, time, sourceCluster, standbyCluster, topics, doubts);
  }

  /**
   * What is known right after offsets were set by hand: they are of these topics.
   *
   * @param set the IDs of topics for which offsets were set, where they are known of that time
   * @param now what both clusters say
   */
  public static KnownTopics afterSetting(
      String from, String to, String at, Map<String, Ids> set, Seen now) {
    Map<String, Ids> topics = new TreeMap<>();
    now.topics()
        .forEach((topic, ids) -> topics.put(topic, set.getOrDefault(topic, Ids.NONE).or(ids)));
    return new KnownTopics(
        from, to, at, now.sourceCluster(), now.standbyCluster(), topics, Map.of());
  }
}
