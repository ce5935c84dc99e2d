package dev.strimzidr.dns;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all servers say of a name. No I/O. */
record Answers(String name, List<Answer> all) {

  /**
   * Whether every server says exactly this.
   *
   * @param allowSilent whether those that do not answer are left out, as long as one does
   */
  boolean all(Expected expected, boolean allowSilent) {
    List<Answer> counted =
        all.stream().filter(answer -> !allowSilent || !(answer instanceof Answer.Silent)).toList();
    return !counted.isEmpty() && counted.stream().allMatch(expected::metBy);
  }

  /** Whether every server says the same, and that it leads somewhere. */
  boolean agree() {
    return targets().size() == 1 && all.stream().allMatch(Answer.Leads.class::isInstance);
  }

  /** Each server and what it says, for an operator. */
  String words() {
    return all.stream()
        .map(answer -> answer.server() + " " + answer.words())
        .collect(Collectors.joining("; "));
  }

  /** As it stands in a result. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("servers", all.stream().map(Answer::document).toList());
    document.put("agree", agree());
    List<Target> different =
        targets().stream()
            .flatMap(List::stream)
            .distinct()
            .sorted(Comparator.comparing(Target::value))
            .toList();
    document.put("types", different.stream().map(Target::type).distinct().toList());
    document.put("values", different.stream().map(Target::value).toList());
    return document;
  }

  private List<List<Target>> targets() {
    return all.stream()
        .filter(Answer.Leads.class::isInstance)
        .map(answer -> ((Answer.Leads) answer).targets())
        .distinct()
        .toList();
  }
}
