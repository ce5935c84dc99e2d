package dev.strimzidr.move;

import dev.strimzidr.dns.NameUpdateOption;
import dev.strimzidr.fence.FenceRequest;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.ForkPoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a move is made.
 *
 * @param mirror the name of the KafkaMirrorMaker2
 * @param record the name of the record
 * @param topic that a record is written to, to try the site that was opened
 * @param accept the kinds of places of groups that are accepted besides exact ones
 * @param fence how sites are closed and opened
 * @param superUsers of each site the users that no ACL stops there
 * @param limits for how long it waits
 * @param waited for how long calls before this one have waited for the mirror
 * @param names what is changed in DNS; empty where somebody else does it
 * @param lost what is known of a site that is lost
 */
record MoveRequest(
    String mirror,
    String record,
    String topic,
    List<String> accept,
    FenceRequest fence,
    Map<Site, Set<String>> superUsers,
    Limits limits,
    Waited waited,
    Optional<NameUpdateOption.Names> names,
    Lost lost) {

  /**
   * A connection to the Kafka of a site, made in the background, as the user that moves clients.
   */
  KafkaCluster cluster(Site site) {
    return new KafkaCluster(site, fence.listener(), fence.user(), limits.question());
  }

  /**
   * For how long a move waits.
   *
   * @param patience how long one call waits for the mirror before it says how far that is
   * @param lag how old the oldest record may be that is not copied, when the source is closed
   * @param lagBudget the same when a mirror does not come that far in as long a time
   * @param drain how long the mirror may take to copy the last record
   * @param probe how long each step of trying a site may take
   * @param removal how long the workers of a mirror may take to end that is removed
   * @param turn how long the mirror may take to turn round
   * @param question how long one question to a cluster may take
   */
  record Limits(
      Duration patience,
      Duration lag,
      Duration lagBudget,
      Duration drain,
      Duration probe,
      Duration removal,
      Duration turn,
      Duration question) {}

  /**
   * What a failover knows of the site that it has to do without.
   *
   * @param declared how the mirror is declared, for where it has been removed
   * @param seen where the logs would have parted when the site was said to be lost; empty where
   *     nobody has looked
   * @param force whether it is failed over although that site lives
   */
  record Lost(Map<String, Object> declared, Optional<ForkPoints> seen, boolean force) {
    /**
     * The topics into which records have come since. Both have moved on: where the mirror copies
     * exactly once a marker of an aborted transaction moves the end alone, and else it writes down
     * late what it has copied.
     */
    List<String> came(ForkPoints now) {
      return seen.map(before ->
              now.topics().entrySet().stream()
                  .filter(topic -> {
                    ForkPoints.Topic then = before.topics().get(topic.getKey());
                    return then != null
                        && !then.copied().equals(topic.getValue().copied())
                        && !then.ends().equals(topic.getValue().ends());
                  })
                  .map(Map.Entry::getKey)
                  .toList())
          .orElse(List.of());
    }
  }
}
