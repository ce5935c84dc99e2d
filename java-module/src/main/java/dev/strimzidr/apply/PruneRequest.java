package dev.strimzidr.apply;

import java.util.List;

/**
 * What may be removed because the batch no longer has it.
 *
 * @param labelSelector only what carries these labels
 * @param namespace only there; empty for kinds that live in no namespace
 * @param kinds only these, each {@code apiVersion} and kind
 */
record PruneRequest(String labelSelector, String namespace, List<PrunedKind> kinds) {

  /** A kind in one version. */
  record PrunedKind(String apiVersion, String kind) {}
}
