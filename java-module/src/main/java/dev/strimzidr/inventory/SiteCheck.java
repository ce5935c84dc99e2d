package dev.strimzidr.inventory;

import dev.strimzidr.module.Arguments;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds what is wrong with one site's variables beyond their types. No I/O. */
final class SiteCheck {
  private static final List<String> SERVICE_USERS =
      List.of("mirror_source_user", "platform_kafka_user", "platform_probe_user");

  private final Arguments variables;
  private final SiteProblems problems;

  SiteCheck(Arguments variables, SiteProblems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  void check() {
    long nodes = variables.optionalInteger("cluster_nodes").orElse(1L);
    if (nodes < 1) {
      problems.add("cluster_nodes", "given is %d, allowed are numbers from 1 on".formatted(nodes));
    }
    listeners();
    new LoginCheck(variables, problems).check();
    pullSecret();
    new TopicCheck(variables, problems).check(nodes);
    users();
    patterns("mirror_topics");
    patterns("mirror_topics_exclude");
    patterns("mirror_groups");
    patterns("mirror_groups_exclude");
    variables
        .optionalString("cluster_ignored_users_pattern")
        .ifPresent(pattern -> pattern("cluster_ignored_users_pattern", pattern));
  }

  private void listeners() {
    List<Arguments> listeners = variables.argumentsList("cluster_listeners");
    if (listeners.isEmpty()) {
      return; // that it has to be given, or is wrong, is said already
    }
    Set<String> names = new HashSet<>();
    Set<String> ports = new HashSet<>();
    for (Arguments listener : listeners) {
      listener
          .optionalString("name")
          .ifPresent(name -> problems.once("cluster_listeners", name, names));
      listener
          .optionalInteger("port")
          .ifPresent(port -> problems.once("cluster_listeners", "port " + port, ports));
    }
    String external = variables.optionalString("cluster_external_listener").orElse("");
    if (!names.contains(external)) {
      problems.add(
          "cluster_external_listener",
          "given is '%s', cluster_listeners has %s".formatted(external, new TreeSet<>(names)));
    }
  }

  private void pullSecret() {
    if (given("operator_pull_secret_file") && !given("operator_pull_secret")) {
      problems.add(
          "operator_pull_secret",
          "it is required with operator_pull_secret_file: the name of the Secret");
    }
  }

  private boolean given(String variable) {
    return variables.optionalString(variable).filter(text -> !text.isBlank()).isPresent();
  }

  private void users() {
    Set<String> seen = new HashSet<>();
    Set<String> topics = TopicCheck.declared(variables);
    for (Arguments user : variables.argumentsList("access_users")) {
      String name = user.optionalString("name").orElse("");
      if (!name.isEmpty()) {
        problems.name("access_users", name, "");
        problems.once("access_users", name, seen);
      }
      for (Arguments acl : user.argumentsList("acls")) {
        acl.arguments("resource").ifPresent(resource -> declared(name, resource, topics));
      }
    }
    SERVICE_USERS.forEach(service ->
        variables
            .optionalString(service)
            .ifPresent(name -> problems.once("access_users", name, seen)));
    String mirror = mirrorUser(problems.site(), variables);
    problems.name("mirror_target_user", mirror, "");
    problems.once("access_users", mirror, seen);
  }

  /** The user by which a mirror writes at a site. */
  static String mirrorUser(String site, Arguments variables) {
    return variables
        .optionalString("mirror_target_user")
        .orElse("mirror-target-" + site.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private void declared(String user, Arguments resource, Set<String> topics) {
    String type = resource.optionalString("type").orElse("");
    String name = resource.optionalString("name").orElse("");
    if (!type.equals("cluster") && !type.isEmpty() && name.isEmpty()) {
      problems.add(
          "access_users", "user %s has an ACL for a %s without a name".formatted(user, type));
    }
    boolean prefix = resource.optionalString("patternType").orElse("literal").equals("prefix");
    boolean known =
        name.equals("*")
            || (prefix
                ? topics.stream().anyMatch(topic -> topic.startsWith(name))
                : topics.contains(name));
    if (type.equals("topic") && !name.isEmpty() && !known) {
      problems.add(
          "access_users",
          "user %s has an ACL for the topic %s, which access_topics does not declare"
              .formatted(user, name));
    }
  }

  private void patterns(String variable) {
    for (String pattern : variables.optionalString(variable).orElse("").split(",", -1)) {
      pattern(variable, pattern.strip());
    }
  }

  private void pattern(String variable, String pattern) {
    try {
      Object unused = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      problems.add(
          variable, "'%s' is not a regular expression: %s".formatted(pattern, e.getDescription()));
    }
  }
}
