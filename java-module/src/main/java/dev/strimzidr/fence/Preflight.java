package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.site.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What keeps a site from being fenced at all, or from being seen to be. Pure. */
final class Preflight {
  private Preflight() {}

  /**
   * The reasons, in words; empty where it can be fenced.
   *
   * @param kafka the Kafka resource
   * @param users all of them
   * @param unfenced users that are no clients
   * @param listener by which the clients come in
   */
  static List<String> problems(
      ObjectNode kafka, List<ClientUser> users, Set<String> unfenced, String listener) {
    List<String> problems = new ArrayList<>();
    JsonNode cluster = kafka.path("spec").path("kafka");
    String authorization = cluster.path("authorization").path("type").asText("");
    if (!authorization.equals("simple")) {
      problems.add(
          authorization.isEmpty()
              ? "authorization is switched off, so everybody may write"
              : "authorization is '%s', and only 'simple' is known".formatted(authorization));
    }
    if (cluster.path("config").path("allow.everyone.if.no.acl.found").asBoolean()) {
      problems.add(
          "allow.everyone.if.no.acl.found is on: topics without an ACL are open to everybody");
    }
    cluster
        .path("authorization")
        .path("superUsers")
        .forEach(principal -> {
          String user = principal.asText().replaceFirst("^User:", "").replaceFirst("^CN=", "");
          if (!unfenced.contains(user)) {
            problems.add("%s is a super user, whom no ACL stops".formatted(principal.asText()));
          }
        });
    String login =
        Listeners.find(kafka, listener).map(Listeners.Listener::authentication).orElse("");
    if (!login.isEmpty() && !login.equals(KafkaEntrance.SCRAM)) {
      problems.add(
          "listener %s asks clients for '%s', and only '%s' can be tried"
              .formatted(listener, login, KafkaEntrance.SCRAM));
    }
    for (ClientUser user : users) {
      if (unfenced.contains(user.name())) {
        continue;
      }
      if (!user.authorized()) {
        problems.add(
            "KafkaUser %s has no ACLs: what it may do was not declared here"
                .formatted(user.name()));
      }
      if (login.equals(KafkaEntrance.SCRAM)
          && !user.authentication().equals(KafkaEntrance.SCRAM)
          && Rights.triable(user.declared())) {
        problems.add(
            "KafkaUser %s has no password (its authentication is '%s'), so nobody can try what it may do"
                .formatted(user.name(), user.authentication()));
      }
    }
    return problems;
  }
}
