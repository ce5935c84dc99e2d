package dev.strimzidr.lab.node.probe;

/** What a probe has shown so far. */
public enum Verdict {
  /** It has not answered often enough. */
  UNKNOWN,
  /** The last answers were good. */
  SUCCESS,
  /** The last answers were bad, more often than is allowed. */
  FAILURE
}
