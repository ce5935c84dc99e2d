package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which topics and groups a mirror copies, as MirrorMaker's DefaultTopicFilter and
 * DefaultGroupFilter decide it. No I/O.
 */
public final class MirrorFilter {
  // The default of topics.exclude, and what MirrorMaker never copies.
  private static final String DEFAULT_EXCLUDE = "mm2.*\\.internal,.*\\.internal,.*\\.replica,__.*";

  // The default of groups.exclude.
  private static final String DEFAULT_GROUPS_EXCLUDE = "console-consumer-.*,connect-.*,__.*";

  /** How topics begin in which exported tails are kept; the role mirror excludes them. */
  public static final String TAILS = "strimzi-dr-tail-";

  private final List<Pattern> included;
  private final List<Pattern> excluded;
  private final List<Pattern> groups;
  private final List<Pattern> groupsExcluded;

  /** The filter of a KafkaMirrorMaker2, which copies from one site. */
  public static MirrorFilter of(JsonNode mirror) {
    return new MirrorFilter(MirrorSpec.direction(mirror));
  }

  /**
   * The filter.
   *
   * @param direction one of {@code spec.mirrors} of a KafkaMirrorMaker2
   */
  MirrorFilter(JsonNode direction) {
    this(
        direction.path("topicsPattern").asText(".*"),
        direction.path("topicsExcludePattern").asText(DEFAULT_EXCLUDE),
        direction.path("groupsPattern").asText(".*"),
        direction.path("groupsExcludePattern").asText(DEFAULT_GROUPS_EXCLUDE));
  }

  private MirrorFilter(String topics, String excluded, String groups, String groupsExcluded) {
    this.included = patterns(topics);
    this.excluded = patterns(excluded);
    this.groups = patterns(groups);
    this.groupsExcluded = patterns(groupsExcluded);
  }

  /**
   * The filter of the options {@code topics} and {@code topics_exclude}, where there is no mirror
   * to ask; it carries every group.
   *
   * @param topics the patterns of topics that are copied, with commas between them
   * @param excluded the patterns of topics that are not, besides those that a mirror never copies;
   *     empty for none
   * @throws ModuleFailure with the reason {@code invalid_argument} when one is no pattern
   */
  public static MirrorFilter ofTopics(String topics, String excluded) {
    String all = excluded.isBlank() ? DEFAULT_EXCLUDE : DEFAULT_EXCLUDE + "," + excluded;
    try {
      return new MirrorFilter(topics, all, ".*", "");
    } catch (ModuleFailure failure) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "options topics, topics_exclude: " + failure.message(), failure);
    }
  }

  /** Whether the topic is copied. */
  public boolean copies(String topic) {
    return matches(included, topic) && !matches(excluded, topic) && !internal(topic);
  }

  /** Whether the positions of the group are carried along. */
  public boolean carries(String group) {
    return matches(groups, group) && !matches(groupsExcluded, group);
  }

  /** Topics that belong to Kafka, to a mirror, to one site alone or to us, not to clients. */
  public static boolean internal(String topic) {
    return topic.startsWith("__")
        || topic.startsWith("mm2-")
        || topic.endsWith(".internal")
        || topic.equals(PositionsTopic.NAME)
        || topic.startsWith(TAILS);
  }

  private static boolean matches(List<Pattern> patterns, String topic) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
  }

  private static List<Pattern> patterns(String list) {
    List<Pattern> patterns = new ArrayList<>();
    for (String pattern : list.split(",", -1)) {
      try {
        patterns.add(Pattern.compile(pattern.strip()));
      } catch (PatternSyntaxException e) {
        throw new ModuleFailure(
            Reason.CONTRADICTION, "the mirror's pattern '%s' is not one".formatted(pattern), e);
      }
    }
    return patterns;
  }
}
