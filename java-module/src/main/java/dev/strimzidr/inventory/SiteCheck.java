package dev.strimzidr.inventory;

import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.module.Arguments;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds what is wrong with one site's variables beyond their types. No I/O. */
final class SiteCheck {
  // RFC 1123 subdomain, as Kubernetes names its resources.
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final int NAME_LENGTH = 253;
  private static final List<String> SERVICE_USERS =
      List.of("mirror_source_user", "platform_kafka_user", "platform_probe_user");
  private static final List<String> PROBE_TOPICS =
      List.of("access_mirror_probe_topic", "access_site_probe_topic");

  private final String site;
  private final Arguments variables;
  private final Collection<String> problems;

  SiteCheck(String site, Arguments variables, Collection<String> problems) {
    this.site = site;
    this.variables = variables;
    this.problems = problems;
  }

  void check() {
    long nodes = variables.optionalInteger("cluster_nodes").orElse(1L);
    if (nodes < 1) {
      problem("cluster_nodes", "given is %d, allowed are numbers from 1 on".formatted(nodes));
    }
    listeners();
    new LoginCheck(site, variables, problems).check();
    pullSecret();
    topics(nodes);
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
      listener.optionalString("name").ifPresent(name -> once("cluster_listeners", name, names));
      listener
          .optionalInteger("port")
          .ifPresent(port -> once("cluster_listeners", "port " + port, ports));
    }
    String external = variables.optionalString("cluster_external_listener").orElse("");
    if (!names.contains(external)) {
      problem(
          "cluster_external_listener",
          "given is '%s', cluster_listeners has %s".formatted(external, new TreeSet<>(names)));
    }
  }

  private void pullSecret() {
    if (given("operator_pull_secret_file") && !given("operator_pull_secret")) {
      problem(
          "operator_pull_secret",
          "it is required with operator_pull_secret_file: the name of the Secret");
    }
  }

  private boolean given(String variable) {
    return variables.optionalString(variable).filter(text -> !text.isBlank()).isPresent();
  }

  private void topics(long nodes) {
    Set<String> seen = new HashSet<>();
    PROBE_TOPICS.forEach(probe -> variables.optionalString(probe).ifPresent(seen::add));
    seen.add(PositionsTopic.NAME);
    for (Arguments topic : variables.argumentsList("access_topics")) {
      topic
          .optionalString("name")
          .ifPresent(name -> {
            name("access_topics", name, " (give Kafka's own name with topic_name)");
            once("access_topics", topic.optionalString("topic_name").orElse(name), seen);
            positive(
                "access_topics",
                name,
                "partitions",
                topic.optionalInteger("partitions").orElse(1L));
            long replicas = topic.optionalInteger("replicas").orElse(1L);
            positive("access_topics", name, "replicas", replicas);
            if (replicas > nodes) {
              problem(
                  "access_topics",
                  "topic %s wants %d replicas, the site has %d nodes"
                      .formatted(name, replicas, nodes));
            }
          });
    }
  }

  private void users() {
    Set<String> seen = new HashSet<>();
    Set<String> topics = topicNames();
    for (Arguments user : variables.argumentsList("access_users")) {
      String name = user.optionalString("name").orElse("");
      if (!name.isEmpty()) {
        name("access_users", name, "");
        once("access_users", name, seen);
      }
      for (Arguments acl : user.argumentsList("acls")) {
        acl.arguments("resource").ifPresent(resource -> declared(name, resource, topics));
      }
    }
    SERVICE_USERS.forEach(service ->
        variables.optionalString(service).ifPresent(name -> once("access_users", name, seen)));
    String mirror = mirrorUser(site, variables);
    name("mirror_target_user", mirror, "");
    once("access_users", mirror, seen);
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
      problem("access_users", "user %s has an ACL for a %s without a name".formatted(user, type));
    }
    boolean prefix = resource.optionalString("patternType").orElse("literal").equals("prefix");
    boolean known =
        name.equals("*")
            || (prefix
                ? topics.stream().anyMatch(topic -> topic.startsWith(name))
                : topics.contains(name));
    if (type.equals("topic") && !name.isEmpty() && !known) {
      problem(
          "access_users",
          "user %s has an ACL for the topic %s, which access_topics does not declare"
              .formatted(user, name));
    }
  }

  private Set<String> topicNames() {
    Set<String> names = new TreeSet<>();
    for (Arguments topic : variables.argumentsList("access_topics")) {
      topic
          .optionalString("topic_name")
          .or(() -> topic.optionalString("name"))
          .ifPresent(names::add);
    }
    PROBE_TOPICS.forEach(probe -> variables.optionalString(probe).ifPresent(names::add));
    return names;
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
      problem(
          variable, "'%s' is not a regular expression: %s".formatted(pattern, e.getDescription()));
    }
  }

  private void name(String variable, String name, String hint) {
    if (name.length() > NAME_LENGTH || !NAME.matcher(name).matches() || name.contains("..")) {
      problem(
          variable,
          "'%s' is no name for Kubernetes: lower case letters, digits, '-' and '.', at most %d%s"
              .formatted(name, NAME_LENGTH, hint));
    }
  }

  private void once(String variable, String name, Set<String> seen) {
    if (!seen.add(name)) {
      problem(variable, "%s is there twice".formatted(name));
    }
  }

  private void positive(String variable, String name, String what, long number) {
    if (number < 1) {
      problem(
          variable, "%s: %s is %d, allowed are numbers from 1 on".formatted(name, what, number));
    }
  }

  private void problem(String variable, String what) {
    problems.add("%s: variable %s: %s".formatted(site, variable, what));
  }
}
