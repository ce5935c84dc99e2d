package dev.strimzidr.lab.controlplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;

/** Finds out before anything is started whether its ports are free. */
final class PortCheck {
  private PortCheck() {}

  static void requireFree(String address) {
    var taken = new ArrayList<String>();
    for (Component component : Component.values()) {
      for (int port : component.ports()) {
        if (!isFree(address, port)) {
          taken.add("port " + port + " (" + component.binary() + ")");
        }
      }
    }
    if (!taken.isEmpty()) {
      throw new ControlPlaneException(
          "In use at address "
              + address
              + ": "
              + String.join(", ", taken)
              + ". Stop what listens there, or give this site another network"
              + " (--network of lab/lab, lab_network in the inventory).");
    }
  }

  private static boolean isFree(String address, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
