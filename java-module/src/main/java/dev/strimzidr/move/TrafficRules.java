package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.DNS_SERVER_FAILS;
import static dev.strimzidr.move.FindingReason.NAME_LEADS_ELSEWHERE;
import static dev.strimzidr.move.FindingReason.NAME_UNKNOWN;
import static dev.strimzidr.move.FindingReason.NAME_WITHOUT_ADDRESS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether the names by which clients find the active site can be led to the other one. */
final class TrafficRules {
  private final Findings findings;
  private final Facts facts;

  TrafficRules(Findings findings, Facts facts) {
    this.findings = findings;
    this.facts = facts;
  }

  /** For a move that clients follow at once. */
  void planned(String active, String standby) {
    for (KnownName name : facts.names()) {
      servers(name, Level.RED, "mend it: clients would not be sent over");
      if (!name.distinguishes(standby, active)) {
        findings.red(
            NAME_WITHOUT_ADDRESS,
            "%s cannot lead to %s: the listener %s has no address of its own there"
                .formatted(name.name(), standby, name.listener()),
            "look at its Service, or give traffic_tls_targets");
      }
    }
    elsewhere(active);
  }

  /** Whether clients get where they should now. */
  void leads(String active) {
    for (KnownName name : facts.names()) {
      servers(name, Level.RED, "mend it, or clients do not find the site");
    }
    elsewhere(active);
  }

  /** Of several names the same is said once. */
  private void elsewhere(String active) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    facts.names().stream()
        .filter(name -> !name.servers().isEmpty() && !name.leadsTo().equals(active))
        .forEach(name ->
            names.computeIfAbsent(name.words(), words -> new ArrayList<>()).add(name.name()));
    names.forEach((words, same) ->
        findings.amber(
            NAME_LEADS_ELSEWHERE,
            "%s: %s".formatted(String.join(" and ", same), words),
            "find out who has changed it; the move sets it"));
  }

  /** For a failover, which is not held up by a name: without it no site serves anybody. */
  void failover(String target) {
    for (KnownName name : facts.names()) {
      if (!name.reaches(target)) {
        findings.amber(
            NAME_WITHOUT_ADDRESS,
            "%s cannot lead to %s: the listener %s has no address there"
                .formatted(name.name(), target, name.listener()),
            "the step traffic moves %s and stops there: give traffic_tls_targets"
                .formatted(facts.names().getFirst().name()));
      }
      servers(
          name,
          Level.AMBER,
          "a failover leaves it out while it is silent, as long as another one answers");
    }
  }

  private void servers(KnownName name, Level level, String cure) {
    if (name.servers().isEmpty()) {
      findings.add(
          level,
          NAME_UNKNOWN,
          "where %s leads to is not known".formatted(name.name()),
          "look at the DNS servers: traffic_servers");
    }
    for (KnownAnswers.Server server : name.servers()) {
      if (!"leads".equals(server.state())) {
        findings.add(
            level,
            DNS_SERVER_FAILS,
            "the DNS server %s %s about %s"
                .formatted(
                    server.server(),
                    Objects.requireNonNullElse(server.words(), "does not answer"),
                    name.name()),
            cure);
      }
    }
  }
}
