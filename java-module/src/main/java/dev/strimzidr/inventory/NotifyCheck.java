package dev.strimzidr.inventory;

import dev.strimzidr.module.Arguments;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is wrong with who is told of a move. Values of URLs are not shown. No I/O. */
final class NotifyCheck {
  private static final String HOOKS = "move_notify";
  private static final String TIMEOUT = "move_notify_timeout";
  private static final long LONGEST = 30;
  private static final List<String> KINDS = List.of("url", "url_env", "url_file", "command");
  private static final List<String> SOURCES = List.of("env", "file");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  // A token of RFC 9110.
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final Arguments variables;
  private final SiteProblems problems;

  NotifyCheck(Arguments variables, SiteProblems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  void check() {
    List<Arguments> hooks = variables.argumentsList(HOOKS);
    for (int index = 0; index < hooks.size(); index++) {
      hook(HOOKS + "[" + index + "]", hooks.get(index));
    }
    long timeout = variables.optionalInteger(TIMEOUT).orElse(1L);
    if (timeout < 1 || timeout > LONGEST) {
      problems.add(
          TIMEOUT, "given is %d, allowed are seconds from 1 to %d".formatted(timeout, LONGEST));
    }
  }

  private void hook(String variable, Arguments hook) {
    List<String> given = given(hook, KINDS);
    if (given.size() != 1) {
      problems.add(
          variable,
          "given are %s, allowed is exactly one of %s".formatted(given, String.join(", ", KINDS)));
      return;
    }
    hook.optionalString("url")
        .filter(url -> !reachable(url))
        .ifPresent(url ->
            problems.add(
                variable + ".url",
                "it is no URL that begins with http:// or https:// and has a host"));
    if (hook.has("command")) {
      command(variable, hook);
    }
    List<Arguments> headers = hook.argumentsList("headers");
    for (int index = 0; index < headers.size(); index++) {
      header("%s.headers[%d]".formatted(variable, index), headers.get(index));
    }
  }

  private void command(String variable, Arguments hook) {
    List<String> command = hook.strings("command");
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      problems.add(variable + ".command", "it names no program");
    }
    if (!hook.argumentsList("headers").isEmpty()) {
      problems.add(variable + ".headers", "a command has none");
    }
  }

  private void header(String variable, Arguments header) {
    String name = header.optionalString("name").orElse("");
    if (!HEADER.matcher(name).matches()) {
      problems.add(
          variable + ".name",
          "given is '%s', allowed are letters, digits and '-' as in Authorization".formatted(name));
    }
    List<String> given = given(header, SOURCES);
    if (given.size() != 1) {
      problems.add(
          variable,
          "given are %s, allowed is exactly one of %s"
              .formatted(given, String.join(", ", SOURCES)));
    }
  }

  private static List<String> given(Arguments options, List<String> names) {
    return names.stream().filter(options::has).toList();
  }

  private static boolean reachable(String url) {
    try {
      URI read = new URI(url);
      return read.getScheme() != null
          && SCHEMES.contains(read.getScheme().toLowerCase(Locale.ROOT))
          && read.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
