package dev.strimzidr.lab.node.assembly;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine that the lab runs on. */
final class Machine {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  private Machine() {}

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.debug("The machine's own name does not resolve", e);
      // The message begins with the name, which is all that is wanted of it.
      String message = e.getMessage() == null ? "" : e.getMessage();
      return message.contains(":") ? message.substring(0, message.indexOf(':')) : "localhost";
    }
  }
}
