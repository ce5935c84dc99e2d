package dev.strimzidr.inventory;

import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds all that is wrong with the inventory of a pair. No I/O. */
final class PairCheck {
  private static final int PAIR = 2;

  private final ArgumentSpec spec;
  private final Set<String> problems = new TreeSet<>();

  PairCheck(ArgumentSpec spec) {
    this.spec = spec;
  }

  /**
   * The problems; none when all is well.
   *
   * @param sites the variables of each site, by its name
   * @param homeSite the site to which a fail-back returns
   */
  Set<String> check(Map<String, Map<String, Object>> sites, String homeSite) {
    if (sites.size() != PAIR) {
      problems.add(
          "group dr_pair: it has %d hosts (%s), and a pair is exactly two sites"
              .formatted(sites.size(), String.join(", ", sites.keySet())));
    }
    if (!sites.containsKey(homeSite)) {
      problems.add(
          "variable dr_home_site: given is '%s', allowed are %s"
              .formatted(homeSite, String.join(", ", sites.keySet())));
    }
    Map<String, Arguments> parsed = new LinkedHashMap<>();
    sites.forEach((site, variables) -> parsed.put(site, one(site, variables)));
    parsed.forEach((site, variables) -> {
      SiteProblems found = new SiteProblems(site, problems);
      new SiteCheck(variables, found).check();
      new TrafficCheck(variables, sites.keySet(), found).check();
      new NotifyCheck(variables, found).check();
      new ReportCheck(variables, found).check();
    });
    if (parsed.size() == PAIR) {
      List<Arguments> both = new ArrayList<>(parsed.values());
      names(both.get(0), both.get(1));
      mirrorUsers(parsed);
    }
    return problems;
  }

  private Arguments one(String site, Map<String, Object> variables) {
    ArgumentParser.Parsed parsed = ArgumentParser.check(spec, variables, name -> null, "variable");
    parsed.problems().forEach(problem -> problems.add("%s: %s".formatted(site, problem)));
    return parsed.arguments();
  }

  /** A client of both sites is the same client: what differs between them is a mistake. */
  private void names(Arguments one, Arguments other) {
    Set<String> topics = different(names(one, "access_topics"), names(other, "access_topics"));
    Set<String> users = different(names(one, "access_users"), names(other, "access_users"));
    if (!topics.isEmpty()) {
      problems.add(
          "variable access_topics: only one site has %s; both sites need the same"
              .formatted(topics));
    }
    if (!users.isEmpty()) {
      problems.add(
          "variable access_users: only one site has %s; both sites need the same".formatted(users));
    }
    Set<String> logins = different(byCertificate(one), byCertificate(other));
    logins.removeAll(users);
    if (!logins.isEmpty()) {
      problems.add(
          "variable access_users: the authentication of %s is tls at only one site; both sites need the same"
              .formatted(logins));
    }
  }

  private static Set<String> byCertificate(Arguments site) {
    return site.argumentsList("access_users").stream()
        .filter(user -> user.optionalString("authentication").orElse("").equals("tls"))
        .flatMap(user -> user.optionalString("name").stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A user that may write at a closed site exists at that site only. */
  private void mirrorUsers(Map<String, Arguments> sites) {
    Set<String> users = new TreeSet<>();
    sites.forEach((site, variables) -> users.add(SiteCheck.mirrorUser(site, variables)));
    if (users.size() < sites.size()) {
      problems.add(
          "variable mirror_target_user: given is '%s' for both sites, and each needs its own: it may write at a site that is closed"
              .formatted(users.iterator().next()));
    }
  }

  private static Set<String> names(Arguments site, String list) {
    Set<String> names = new TreeSet<>();
    site.argumentsList(list).forEach(item -> item.optionalString("name").ifPresent(names::add));
    return names;
  }

  private static Set<String> different(Set<String> one, Set<String> other) {
    Set<String> difference = new TreeSet<>(one);
    difference.addAll(other);
    difference.removeIf(name -> one.contains(name) && other.contains(name));
    return difference;
  }
}
