package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Gives a Pod or Service its loopback address. */
@FunctionalInterface
public interface Addresses {
  /** The address; the same at every call. */
  String of(HasMetadata podOrService);
}
