package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The listeners of a Kafka resource: what was asked for, and what the status says it became. No
 * I/O.
 */
public final class Listeners {

  /**
   * One listener.
   *
   * @param name as in the Kafka resource
   * @param type internal, loadbalancer, route, ...; empty when the status has a listener that the
   *     specification lacks
   * @param tls whether it is encrypted
   * @param authentication scram-sha-512, tls, custom; empty for none
   * @param bootstrapServers what a client is given; empty as long as there is no address
   * @param certificates trusted certificates of the listener, PEM; empty without TLS
   * @param own the certificate that the listener brings instead of the ones that the operator makes
   */
  public record Listener(
      String name,
      String type,
      boolean tls,
      String authentication,
      String bootstrapServers,
      List<String> certificates,
      Optional<Own> own) {}

  /** A certificate that a user brings for a listener: a Secret and a key in it. */
  public record Own(String secret, String certificate) {}

  private Listeners() {}

  /** All listeners of the resource, in the order of its specification. */
  public static List<Listener> of(JsonNode kafka) {
    List<Listener> listeners = new ArrayList<>();
    for (JsonNode wanted : kafka.path("spec").path("kafka").path("listeners")) {
      String name = wanted.path("name").asText();
      JsonNode status = status(kafka, name);
      List<String> certificates = new ArrayList<>();
      status.path("certificates").forEach(certificate -> certificates.add(certificate.asText()));
      listeners.add(
          new Listener(
              name,
              wanted.path("type").asText(""),
              wanted.path("tls").asBoolean(),
              wanted.path("authentication").path("type").asText(""),
              status.path("bootstrapServers").asText(""),
              certificates,
              own(wanted.path("configuration").path("brokerCertChainAndKey"))));
    }
    return listeners;
  }

  /** The listener of a name. */
  public static Optional<Listener> find(JsonNode kafka, String name) {
    return of(kafka).stream().filter(listener -> listener.name().equals(name)).findFirst();
  }

  private static Optional<Own> own(JsonNode brought) {
    return brought.isObject()
        ? Optional.of(
            new Own(brought.path("secretName").asText(""), brought.path("certificate").asText("")))
        : Optional.empty();
  }

  private static JsonNode status(JsonNode kafka, String name) {
    for (JsonNode listener : kafka.path("status").path("listeners")) {
      if (listener.path("name").asText().equals(name)) {
        return listener;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
