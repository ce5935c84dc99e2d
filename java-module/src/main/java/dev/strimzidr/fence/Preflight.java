package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.site.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of a site by its Kafka resource, before it is closed. No I/O. */
final class Preflight {
  private Preflight() {}

  /**
   * What makes a denial useless, or harmful; empty where it can be set.
   *
   * @param kafka the Kafka resource
   * @param superUsers those that have to be: they are no clients, and must get in
   * @param listener by which the fence is proven
   */
  static List<String> problems(ObjectNode kafka, Set<String> superUsers, String listener) {
    List<String> problems = new ArrayList<>();
    JsonNode authorization = kafka.path("spec").path("kafka").path("authorization");
    String type = authorization.path("type").asText("");
    if (!type.equals("simple")) {
      problems.add(
          type.isEmpty()
              ? "authorization is switched off, so everybody may write"
              : "authorization is '%s', and only of 'simple' is it known that a DENY holds"
                  .formatted(type));
    }
    Set<String> there = superUsers(kafka);
    List<String> kept = superUsers.stream().filter(user -> !there.contains(user)).toList();
    if (!kept.isEmpty()) {
      problems.add(
          "%s would be kept out too, being no super user: run site.yml"
              .formatted(String.join(", ", kept)));
    }
    Listeners.find(kafka, listener)
        .map(Listeners.Listener::authentication)
        .filter(login -> !login.equals(KafkaEntrance.SCRAM))
        .ifPresent(login ->
            problems.add(
                "listener %s asks clients for '%s', and the fence is tried with '%s'"
                    .formatted(
                        listener, login.isEmpty() ? "nothing" : login, KafkaEntrance.SCRAM)));
    return problems;
  }

  /**
   * Whom a denial does not stop, in words.
   *
   * @param superUsers those that are no clients
   */
  static List<String> leaks(ObjectNode kafka, Set<String> superUsers) {
    return superUsers(kafka).stream()
        .filter(user -> !superUsers.contains(user))
        .map("%s is a super user, whom no ACL stops"::formatted)
        .toList();
  }

  private static Set<String> superUsers(ObjectNode kafka) {
    Set<String> users = new TreeSet<>();
    kafka
        .at("/spec/kafka/authorization/superUsers")
        .forEach(principal -> users.add(principal.asText().replaceFirst("^User:", "")));
    return users;
  }
}
