package dev.strimzidr.dns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one server says of a name. */
sealed interface Answer {
  /** The server's address. */
  String server();

  /** For an operator, without the server. */
  String words();

  /**
   * It leads somewhere.
   *
   * @param targets in order
   * @param ttl for how many seconds that may be remembered
   */
  record Leads(String server, List<Target> targets, long ttl) implements Answer {
    @Override
    public String words() {
      return "answers "
          + targets.stream().map(Target::toString).collect(Collectors.joining(", "))
          + " (TTL %d s)".formatted(ttl);
    }
  }

  /** There is no such name, or it has neither address nor alias. */
  record Absent(String server) implements Answer {
    @Override
    public String words() {
      return "says that there is no such name";
    }
  }

  /** It answers, but not the question. */
  record Refused(String server, String code) implements Answer {
    @Override
    public String words() {
      return "answers " + code;
    }
  }

  /** It does not answer. */
  record Silent(String server, String why) implements Answer {
    @Override
    public String words() {
      return why;
    }
  }

  /** As it stands in a result. */
  default Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("server", server());
    document.put(
        "state",
        switch (this) {
          case Leads leads -> "leads";
          case Absent absent -> "absent";
          case Refused refused -> "refused";
          case Silent silent -> "silent";
        });
    List<Target> targets = this instanceof Leads leads ? leads.targets() : List.of();
    document.put("types", targets.stream().map(Target::type).distinct().toList());
    document.put("values", targets.stream().map(Target::value).toList());
    document.put("ttl", this instanceof Leads leads ? leads.ttl() : null);
    document.put("words", words());
    return document;
  }
}
