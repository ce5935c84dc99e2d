package dev.strimzidr.lab.image.kafka;

import java.util.Properties;
import java.util.regex.Pattern;

/** What a Connect worker needs besides the operator's configuration. */
final class ConnectSettings {
  private static final String ADVERTISED = "${strimzienv:ADVERTISED_HOSTNAME}";
  private static final Pattern CLUSTER_DOMAIN = Pattern.compile("\\.cluster\\.local$");

  private ConnectSettings() {}

  /**
   * The worker's configuration.
   *
   * @param rewritten the operator's, fitted to this machine
   */
  static Properties of(Properties rewritten, LabContainer container) {
    var worker = new Properties();
    String host = CLUSTER_DOMAIN.matcher(container.name()).replaceFirst("");
    for (String key : rewritten.stringPropertyNames()) {
      worker.setProperty(key, rewritten.getProperty(key).replace(ADVERTISED, host));
    }
    String port = worker.getProperty("rest.advertised.port", "8083");
    worker.putIfAbsent("listeners", "http://" + container.address() + ":" + port);
    // Looking through every jar for plugins takes seconds and finds nothing more.
    worker.putIfAbsent("plugin.discovery", "service_load");
    return worker;
  }
}
