package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** How the address book names who has an address. */
final class Owners {
  private Owners() {}

  static String of(HasMetadata resource) {
    return "%s/%s/%s"
        .formatted(
            resource.getKind(),
            resource.getMetadata().getNamespace(),
            resource.getMetadata().getName());
  }
}
