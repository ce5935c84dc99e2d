package dev.strimzidr.lab.controlplane;

import java.util.List;

/** The processes of a control plane, in the order in which they start. */
public enum Component {
  /** The store. */
  ETCD("etcd"),
  /** The API server. */
  API_SERVER("kube-apiserver"),
  /** The controllers: Deployments, Endpoints, garbage collection, volumes and so on. */
  CONTROLLER_MANAGER("kube-controller-manager");

  private final String binary;

  Component(String binary) {
    this.binary = binary;
  }

  /** The file name of the executable, and of the log. */
  public String binary() {
    return binary;
  }

  /** The ports that it listens on, at the control plane's address; clients use the first. */
  public List<Integer> ports() {
    return switch (this) {
      case ETCD -> List.of(2379, 2380);
      case API_SERVER -> List.of(6443);
      case CONTROLLER_MANAGER -> List.of(10257);
    };
  }

  int port() {
    return ports().get(0);
  }
}
