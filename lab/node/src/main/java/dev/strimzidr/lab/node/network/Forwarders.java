package dev.strimzidr.lab.node.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forwarders of a site: one for each port of each Service that has an address. */
final class Forwarders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarders.class);

  private final Link link;
  private final Map<Frontend, Forwarder> running = new HashMap<>();

  Forwarders(Link link) {
    this.link = link;
  }

  /** Opens what is new, closes what is gone, tells the others their Pods. */
  synchronized void apply(Map<Frontend, List<InetSocketAddress>> routes) {
    running
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !routes.containsKey(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
    routes.forEach(this::apply);
  }

  synchronized void enforce() {
    running.values().forEach(Forwarder::enforce);
  }

  @Override
  public synchronized void close() {
    running.values().forEach(Forwarder::close);
    running.clear();
  }

  private void apply(Frontend frontend, List<InetSocketAddress> targets) {
    try {
      Forwarder forwarder = running.get(frontend);
      if (forwarder == null) {
        forwarder = new Forwarder(frontend, link);
        running.put(frontend, forwarder);
      }
      forwarder.targets(targets);
    } catch (IOException e) {
      LOG.error(
          "Service {} cannot listen at {} port {}: {}. Stop what listens there, or give the site another network",
          frontend.service(),
          frontend.address(),
          frontend.port(),
          e.getMessage());
    }
  }
}
