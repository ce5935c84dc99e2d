package dev.strimzidr.lab.node.fault;

import java.util.regex.Pattern;

/**
 * A part of a site that a fault is put on.
 *
 * @param text how it was given
 * @param processes the names of its processes
 */
record Part(String text, Pattern processes) {

  /**
   * Reads site, node, etcd, api, controller-manager, pod/NAMESPACE/NAME or
   * deployment/NAMESPACE/NAME.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Part parse(String text) {
    return switch (text) {
      case "site" -> new Part(text, Pattern.compile(".*"));
      case "node", "etcd" -> new Part(text, Pattern.compile(text));
      case "api" -> new Part(text, Pattern.compile("kube-apiserver"));
      case "controller-manager" -> new Part(text, Pattern.compile("kube-controller-manager"));
      default -> new Part(text, Pattern.compile(pods(text)));
    };
  }

  /** Whether it is made of Pods: such a part may be named wrongly. */
  boolean isPods() {
    return text.contains("/");
  }

  /** Whether it includes a process of this name. */
  boolean includes(String process) {
    return processes.matcher(process).matches();
  }

  private static String pods(String text) {
    if (text.matches("pod/[^/]+/[^/]+(/[^/]+)?")) {
      return Pattern.quote(text) + "(/.*)?";
    }
    if (text.matches("deployment/[^/]+/[^/]+")) {
      // Its Pods are called as its ReplicaSet, which has a hash, and have five more characters.
      String name = text.substring(text.indexOf('/') + 1);
      return "pod/" + Pattern.quote(name) + "-[a-z0-9]+-[a-z0-9]{5}/.*";
    }
    throw new IllegalArgumentException(
        "'%s' is not a part of a site: give site, node, etcd, api, controller-manager, pod/NAMESPACE/NAME or deployment/NAMESPACE/NAME"
            .formatted(text));
  }
}
