package dev.strimzidr.lab.node.process;

/**
 * A process of a site.
 *
 * @param name {@code node}, {@code etcd}, {@code kube-apiserver}, {@code kube-controller-manager}
 *     or {@code pod/NAMESPACE/NAME/CONTAINER}
 * @param handle the process; it knows when it was started, so that another one with the same number
 *     is never hit
 */
public record SiteProcess(String name, ProcessHandle handle) {
  /** Its number. */
  public long pid() {
    return handle.pid();
  }

  /** What the kernel says of it. */
  public ProcessState state() {
    return ProcessState.of(pid());
  }
}
