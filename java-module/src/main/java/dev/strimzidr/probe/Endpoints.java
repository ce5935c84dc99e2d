package dev.strimzidr.probe;

import dev.strimzidr.kafka.KafkaAccess;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Node;

/** Looks at every address behind every name that a client of the cluster meets. */
final class Endpoints {
  private final KafkaAccess access;
  private final Wire wire;
  private final Steps steps;
  private final Set<Endpoint> looked = new HashSet<>();

  Endpoints(KafkaAccess access, Duration timeout, Steps steps) {
    this.access = access;
    this.wire = new Wire(timeout);
    this.steps = steps;
  }

  /** Those with which a client begins: the certificate of each address. */
  List<Map<String, Object>> bootstrap() {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Endpoint endpoint : Endpoint.parse(access.bootstrapServers())) {
      facts.addAll(look(endpoint, ""));
    }
    return facts;
  }

  /** Those to which the cluster sends a client on: a name may lead there, and they nowhere. */
  List<Map<String, Object>> advertised(Collection<Node> brokers) {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Node broker : brokers) {
      Endpoint endpoint = new Endpoint(broker.host(), broker.port());
      if (!looked.contains(endpoint)) {
        look(endpoint, "broker %d: ".formatted(broker.id()));
      }
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("id", broker.id());
      fact.put("address", endpoint.toString());
      facts.add(fact);
    }
    return facts;
  }

  private List<Map<String, Object>> look(Endpoint endpoint, String whose) {
    List<Map<String, Object>> facts = new ArrayList<>();
    List<InetAddress> addresses =
        steps.take(whose + "resolve " + endpoint.host(), () -> wire.resolve(endpoint));
    for (InetAddress address : addresses) {
      String at = address.getHostAddress();
      steps.take(whose + "connect " + at, () -> wire.connect(endpoint, address));
      if (access.tls()) {
        facts.add(
            steps.take(
                whose + "TLS " + at,
                () -> wire.handshake(endpoint, address, access.certificates())));
      }
    }
    looked.add(endpoint);
    return facts;
  }
}
