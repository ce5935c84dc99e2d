package dev.strimzidr.lab.node.fault;

/**
 * A part of a site that a fault is put on.
 *
 * @param prefix how the names of its processes begin
 */
record Part(String prefix) {

  /**
   * Reads site, node, etcd, api, controller-manager or pod/NAMESPACE/NAME.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Part parse(String text) {
    return switch (text) {
      case "site" -> new Part("");
      case "node", "etcd" -> new Part(text);
      case "api" -> new Part("kube-apiserver");
      case "controller-manager" -> new Part("kube-controller-manager");
      default -> {
        if (!text.matches("pod/[^/]+/[^/]+(/[^/]+)?")) {
          throw new IllegalArgumentException(
              "'%s' is not a part of a site: give site, node, etcd, api, controller-manager or pod/NAMESPACE/NAME"
                  .formatted(text));
        }
        yield new Part(text);
      }
    };
  }

  boolean isPod() {
    return prefix.startsWith("pod/");
  }

  /** Whether it includes a process of this name. */
  boolean includes(String process) {
    return prefix.isEmpty() || process.equals(prefix) || process.startsWith(prefix + "/");
  }
}
