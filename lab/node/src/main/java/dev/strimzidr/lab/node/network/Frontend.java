package dev.strimzidr.lab.node.network;

import java.net.InetSocketAddress;

/**
 * Where a Service listens.
 *
 * @param service its namespace and name, for messages
 * @param address its loopback address
 * @param port its port
 */
record Frontend(String service, String address, int port) {
  InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }
}
