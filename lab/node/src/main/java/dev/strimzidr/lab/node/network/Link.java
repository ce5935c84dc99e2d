package dev.strimzidr.lab.node.network;

import java.net.InetAddress;

/** Whether who calls from an address gets through: the faults of a drill decide. */
public interface Link {
  /** What happens to a connection. */
  enum State {
    /** It carries. */
    OPEN,
    /** Nothing passes, and nobody is told. */
    BLACK_HOLE,
    /** It is reset. */
    RESET
  }

  /** The state of the link from this address, now. */
  State from(InetAddress source);

  /** Returns when the link from this address is no longer a black hole. */
  void awaitChange(InetAddress source) throws InterruptedException;
}
