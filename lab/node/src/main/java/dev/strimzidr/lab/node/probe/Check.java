package dev.strimzidr.lab.node.probe;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** What a probe asks. */
public sealed interface Check {
  /** Whether the process is there. */
  record Running() implements Check {}

  /**
   * Whether a file exists, and the process is not frozen: a frozen one keeps nothing up to date.
   */
  record FileExists(Path file) implements Check {}

  /** Whether a URL answers with a status from 200 to 399. */
  record HttpGet(URI url) implements Check {}

  /** Whether a port takes connections. */
  record TcpConnect(InetSocketAddress address) implements Check {}

  /** A probe that the lab cannot ask, and why; it always fails. */
  record Impossible(String reason) implements Check {}
}
