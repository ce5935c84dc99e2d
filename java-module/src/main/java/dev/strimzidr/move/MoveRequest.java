package dev.strimzidr.move;

import dev.strimzidr.dns.NameUpdateOption;
import dev.strimzidr.fence.FenceRequest;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a move is made.
 *
 * @param mirror the name of the KafkaMirrorMaker2
 * @param topic that a record is written to, to try the site that was opened
 * @param accept the kinds of places of groups that are accepted besides exact ones
 * @param fence how sites are closed and opened
 * @param superUsers of each site the users that no ACL stops there
 * @param limits for how long it waits
 * @param waited for how long calls before this one have waited for the mirror
 * @param names what is changed in DNS; empty where somebody else does it
 */
record MoveRequest(
    String mirror,
    String topic,
    List<String> accept,
    FenceRequest fence,
    Map<Site, Set<String>> superUsers,
    Limits limits,
    Waited waited,
    Optional<NameUpdateOption.Names> names) {

  /**
   * For how long a move waits.
   *
   * @param patience how long one call waits for the mirror before it says how far that is
   * @param lag how old the oldest record may be that is not copied, when the source is closed
   * @param lagBudget the same when a mirror does not come that far in as long a time
   * @param drain how long the mirror may take to copy the last record
   * @param probe how long each step of trying a site may take
   * @param question how long one question to a cluster may take
   */
  record Limits(
      Duration patience,
      Duration lag,
      Duration lagBudget,
      Duration drain,
      Duration probe,
      Duration question) {}
}
