package dev.strimzidr.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.site.Listeners;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Looks up in the resources of a site how a client connects to its Kafka cluster: the address and
 * the CA certificates of a listener, and the password or certificate of a KafkaUser.
 */
public final class KafkaEntrance {
  /** How a user logs in that has a password, as Strimzi spells it. */
  public static final String SCRAM = "scram-sha-512";

  /** How one logs in that has a certificate. */
  private static final String CERTIFICATE = "tls";

  private final Site site;
  private final Listeners.Listener listener;

  private KafkaEntrance(Site site, Listeners.Listener listener) {
    this.site = site;
    this.listener = listener;
  }

  /**
   * The way in.
   *
   * @param listener the listener of the Kafka resource
   * @param user the KafkaUser whose Secret holds the password, or the certificate and its key; not
   *     asked for on a listener without authentication
   * @throws ModuleFailure when the cluster, the listener, its address or the user's Secret is not
   *     there
   */
  public static KafkaAccess find(Site site, String listener, String user) {
    return at(site, listener).as(user);
  }

  /**
   * A listener, which leads several users in.
   *
   * @param listener the listener of the Kafka resource
   * @throws ModuleFailure when the cluster, the listener or its address is not there
   */
  public static KafkaEntrance at(Site site, String listener) {
    ObjectNode kafka = site.api().get(site.in(KnownKinds.KAFKA, site.cluster()));
    Listeners.Listener found =
        Listeners.find(kafka, listener)
            .orElseThrow(() ->
                new ModuleFailure(
                    Reason.NOT_FOUND,
                    "Kafka %s at %s has no listener '%s': it has %s"
                        .formatted(site.cluster(), site.name(), listener, names(kafka))));
    if (found.bootstrapServers().isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_READY,
          "Kafka %s at %s has no address yet for its listener '%s'"
              .formatted(site.cluster(), site.name(), listener));
    }
    return new KafkaEntrance(site, found);
  }

  /**
   * The way in for a user.
   *
   * @param user the KafkaUser whose Secret holds the password, or the certificate and its key; not
   *     asked for on a listener without authentication
   * @throws ModuleFailure when the user's Secret is not there
   */
  public KafkaAccess as(String user) {
    return new KafkaAccess(
        listener.bootstrapServers(), listener.tls(), listener.certificates(), login(user));
  }

  private Optional<KafkaAccess.Login> login(String user) {
    return switch (listener.authentication()) {
      case SCRAM -> Optional.of(new KafkaAccess.Password(user, in(secret(user), "password")));
      case CERTIFICATE -> {
        ObjectNode secret = secret(user);
        yield Optional.of(
            new KafkaAccess.Certificate(user, in(secret, "user.crt"), in(secret, "user.key")));
      }
      default -> Optional.empty();
    };
  }

  private ObjectNode secret(String user) {
    return site.api().get(site.in(KnownKinds.SECRET, user));
  }

  private String in(ObjectNode secret, String key) {
    String encoded = secret.path("data").path(key).asText("");
    if (encoded.isEmpty()) {
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "Secret %s/%s at %s has no %s: is the KafkaUser ready, and its authentication %s as that of the listener '%s'?"
              .formatted(
                  site.namespace(),
                  secret.path("metadata").path("name").asText(),
                  site.name(),
                  key,
                  listener.authentication(),
                  listener.name()));
    }
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static List<String> names(ObjectNode kafka) {
    return Listeners.of(kafka).stream().map(Listeners.Listener::name).toList();
  }
}
