package dev.strimzidr.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Kafka resource at the real API server that tells the way to the real broker. */
public final class KafkaSite {
  /** The name of the resource. */
  public static final String CLUSTER = "real";

  private static final ObjectMapper JSON = new ObjectMapper();

  private KafkaSite() {}

  /**
   * A listener as a status shows it: where, and trusted by what.
   *
   * @param authentication how clients log in at one that is secured
   */
  public record Given(String address, String authority, boolean secured, String authentication) {
    public Given(String address, String authority, boolean secured) {
      this(address, authority, secured, "scram-sha-512");
    }
  }

  /**
   * Creates it, in a namespace of its own.
   *
   * @param listeners by their names
   * @param passwords by the names of users
   */
  public static void create(
      String namespace, Map<String, Given> listeners, Map<String, String> passwords) {
    RealApi.serveStrimzi();
    RealApi.kubectl("create", "namespace", namespace);
    List<Object> wanted = new ArrayList<>();
    List<Object> status = new ArrayList<>();
    listeners.forEach((name, given) -> {
      Map<String, Object> listener = new HashMap<>();
      listener.put("name", name);
      listener.put("port", 9092 + wanted.size());
      listener.put("type", "loadbalancer");
      listener.put("tls", given.secured());
      if (given.secured()) {
        listener.put("authentication", Map.of("type", given.authentication()));
      }
      wanted.add(listener);
      status.add(
          given.secured()
              ? Map.of(
                  "name",
                  name,
                  "bootstrapServers",
                  given.address(),
                  "certificates",
                  List.of(given.authority()))
              : Map.of("name", name, "bootstrapServers", given.address()));
    });
    create(
        Map.of(
            "apiVersion",
            "kafka.strimzi.io/v1",
            "kind",
            "Kafka",
            "metadata",
            Map.of("name", CLUSTER, "namespace", namespace),
            "spec",
            Map.of("kafka", Map.of("listeners", wanted))));
    RealApi.kubectl(
        "patch",
        "kafka/" + CLUSTER,
        "--namespace=" + namespace,
        "--subresource=status",
        "--type=merge",
        "--patch=" + text(Map.of("status", Map.of("listeners", status))));
    passwords.forEach((user, password) ->
        RealApi.kubectl(
            "create",
            "secret",
            "generic",
            user,
            "--namespace=" + namespace,
            "--from-literal=password=" + password));
  }

  /** Makes it one whose users may do what their ACLs say, but for this one. */
  public static void authorize(String namespace, String superUser) {
    RealApi.kubectl(
        "patch",
        "kafka/" + CLUSTER,
        "--namespace=" + namespace,
        "--type=merge",
        "--patch="
            + text(
                Map.of(
                    "spec",
                    Map.of(
                        "kafka",
                        Map.of(
                            "authorization",
                            Map.of("type", "simple", "superUsers", List.of(superUser)))))));
  }

  /** The option {@code sites} of a pair: how each site is called, in the order given, and where. */
  public static List<Map<String, Object>> pair(
      String one, String namespace, String other, String otherNamespace) {
    return List.of(option(one, namespace), option(other, otherNamespace));
  }

  private static Map<String, Object> option(String name, String namespace) {
    return RealApi.options(Map.of("name", name, "namespace", namespace, "cluster", CLUSTER));
  }

  private static void create(Map<String, ?> resource) {
    RealApi.kubectlWith(text(resource), "create", "--filename=-");
  }

  private static String text(Map<String, ?> document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
