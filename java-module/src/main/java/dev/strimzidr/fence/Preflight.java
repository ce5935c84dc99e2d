package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What keeps a site from being fenced at all. Pure. */
final class Preflight {
  private Preflight() {}

  /**
   * The reasons, in words; empty where it can be fenced.
   *
   * @param kafka the Kafka resource
   * @param unfenced users that are no clients
   */
  static List<String> problems(JsonNode kafka, List<ClientUser> users, Set<String> unfenced) {
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
    for (ClientUser user : users) {
      if (!unfenced.contains(user.name()) && !user.authorized()) {
        problems.add(
            "KafkaUser %s has no ACLs: what it may do was not declared here"
                .formatted(user.name()));
      }
    }
    return problems;
  }
}
