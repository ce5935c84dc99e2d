package dev.strimzidr.move;

import dev.strimzidr.move.KnownMirror.Doubt;
import dev.strimzidr.move.KnownMirror.Lag;
import dev.strimzidr.record.ForkPoints;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a failover loses of what the lost site has acknowledged, as far as it is known. */
final class Risk {
  private final Known known;
  private final KnownMirror mirror;

  Risk(Known known, KnownMirror mirror) {
    this.known = known;
    this.mirror = mirror;
  }

  /** In words for when the logs have parted: then only the site that is lost knows. */
  String parted() {
    ForkPoints fork = known.parting() ? null : known.record().forkPoints();
    return "what was not copied when the logs parted%s; playbooks/rejoin.yml counts it"
        .formatted(fork == null ? "" : ", " + fork.at());
  }

  /**
   * In words that go on a sentence.
   *
   * @param now by which ages are said
   */
  String words(Instant now) {
    if (!known.parting()) {
      return parted();
    }
    List<String> doubted =
        mirror.doubts().stream()
            .map(Doubt::topic)
            .filter(Objects::nonNull)
            .distinct()
            .map(Object::toString)
            .toList();
    String doubt =
        doubted.isEmpty()
            ? ""
            : "; of %s whatever was written since %s made again, or is not in the copy"
                .formatted(
                    String.join(", ", doubted), doubted.size() == 1 ? "it was" : "they were");
    return figure(now) + doubt;
  }

  private String figure(Instant now) {
    Lag lag = mirror.lag();
    if (mirror.forkPoints() == null) {
      return "unknown, as %s does not say up to where it has copied: %s"
          .formatted(known.target(), mirror.unparted());
    }
    if (lag != null && lag.lagRecords() != null) {
      Double age = lag.lagSeconds();
      String oldest =
          age == null || lag.lagRecords() == 0
              ? ""
              : ", the oldest %s old".formatted(Words.seconds(age));
      return "%d records that the mirror has not copied%s".formatted(lag.lagRecords(), oldest);
    }
    if (lag != null && lag.partitions() != null) {
      return "unknown for %s of %d partitions".formatted(lag.unknownPartitions(), lag.partitions());
    }
    return "unknown, as %s cannot be asked: of each topic what was written there after the mirror last copied into it, and what it was behind by then%s"
        .formatted(known.source(), newest(now));
  }

  private String newest(Instant now) {
    String topics =
        Objects.requireNonNullElse(mirror.newestCopied(), Map.<String, String>of())
            .entrySet()
            .stream()
            .filter(topic -> !known.limits().ownTopics().contains(topic.getKey()))
            .map(topic -> newest(topic.getKey(), Instant.parse(topic.getValue()), now))
            .collect(Collectors.joining(", "));
    return topics.isEmpty() ? "" : " (%s)".formatted(topics);
  }

  private static String newest(String topic, Instant at, Instant now) {
    return "%s: %s, %d s ago"
        .formatted(
            topic, at.truncatedTo(ChronoUnit.SECONDS), Duration.between(at, now).toSeconds());
  }
}
