package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which topics a mirror copies, as MirrorMaker's DefaultTopicFilter decides it. No I/O. */
final class TopicMatch {
  // The default of topics.exclude, and what MirrorMaker never copies.
  private static final String DEFAULT_EXCLUDE = "mm2.*\\.internal,.*\\.internal,.*\\.replica,__.*";

  private final List<Pattern> included;
  private final List<Pattern> excluded;

  TopicMatch(JsonNode mirror) {
    included = patterns(mirror.path("topicsPattern").asText(".*"));
    excluded = patterns(mirror.path("topicsExcludePattern").asText(DEFAULT_EXCLUDE));
  }

  boolean copies(String topic) {
    return matches(included, topic) && !matches(excluded, topic) && !internal(topic);
  }

  /** Topics that belong to Kafka or to a mirror, not to clients. */
  static boolean internal(String topic) {
    return topic.startsWith("__") || topic.startsWith("mm2-") || topic.endsWith(".internal");
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
        throw new dev.strimzidr.module.ModuleFailure(
            dev.strimzidr.module.Reason.CONTRADICTION,
            "the mirror's pattern '%s' is not one".formatted(pattern),
            e);
      }
    }
    return patterns;
  }
}
