package dev.strimzidr.lab.node.files;

import java.nio.file.Path;

/**
 * Where a site keeps what.
 *
 * @param site the site's own folder
 */
public record SiteFolders(Path site) {

  /** Keys, data and logs of the control plane. */
  public Path controlPlane() {
    return site.resolve("control-plane");
  }

  /** The folder of a Pod: its volumes, and the roots of its containers. */
  public Path pod(String uid) {
    return site.resolve("pods").resolve(uid);
  }

  /** The folders of all Pods. */
  public Path pods() {
    return site.resolve("pods");
  }

  /** The folder of a persistent volume. */
  public Path persistentVolume(String name) {
    return site.resolve("volumes").resolve(name);
  }

  /** The hosts files, one for each namespace. */
  public Path hosts() {
    return site.resolve("hosts");
  }

  /** Who has which address. */
  public Path addresses() {
    return site.resolve("addresses");
  }

  /** Logs of the node and of containers. */
  public Path logs() {
    return site.resolve("logs");
  }

  /** The log of the site's own process. */
  public Path nodeLog() {
    return logs().resolve("node.log");
  }

  /** The log of a container. */
  public Path containerLog(String namespace, String pod, String container) {
    return logs().resolve(namespace + "_" + pod).resolve(container + ".log");
  }

  /** What the site was set up with. */
  public Path settings() {
    return site.resolve("site.json");
  }

  /** What the site's process says of itself. */
  public Path nodeState() {
    return site.resolve("node.json");
  }

  /** The links that are cut. */
  public Path cuts() {
    return site.resolve("cuts.json");
  }

  /** The parts whose containers end as soon as they start. */
  public Path crashes() {
    return site.resolve("crashes.json");
  }

  /** Settings of the Java platform for containers. */
  public Path javaSecurity() {
    return site.resolve("java.security");
  }
}
