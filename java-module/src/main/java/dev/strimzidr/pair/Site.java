package dev.strimzidr.pair;

import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;

/**
 * One site.
 *
 * @param name the inventory's name of it
 * @param api its API server
 * @param namespace its Kafka namespace
 * @param cluster its Kafka cluster
 */
public record Site(String name, KubeApi api, String namespace, String cluster) {

  /** A resource in the Kafka namespace. */
  public Ref in(Kind kind, String resource) {
    return new Ref(kind, namespace, resource);
  }
}
