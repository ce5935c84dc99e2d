package dev.strimzidr.apply;

import java.util.Set;

/**
 * What the schemas of Kubernetes say about some maps, by the name of the field. In managedFields an
 * empty map looks like one that is replaced as a whole; only the schema tells them apart. From
 * {@code /openapi/v3} of Kubernetes 1.34. A name that is missing here costs a request. One that
 * another definition uses for a map with owners of its parts misleads only where nobody owns a
 * part, so where defaults have filled an empty map and the same values are then applied: fields
 * change their owner there, and no value.
 */
final class KnownShapes {
  private static final Set<String> ATOMIC =
      Set.of(
          "configMapKeyRef",
          "controllerExpandSecretRef",
          "controllerPublishSecretRef",
          "dataSource",
          "fieldRef",
          "fileKeyRef",
          "labelSelector",
          "namespaceSelector",
          "nodeExpandSecretRef",
          "nodePublishSecretRef",
          "nodeSelector",
          "nodeStageSecretRef",
          "objectSelector",
          "paramKind",
          "paramRef",
          "podSelector",
          "port",
          "preference",
          "required",
          "requiredDuringSchedulingIgnoredDuringExecution",
          "resource",
          "resourceFieldRef",
          "roleRef",
          "scopeSelector",
          "secretKeyRef",
          "secretRef",
          "selector",
          "targetRef");

  private static final Set<String> LEFT_OUT_WHEN_EMPTY =
      Set.of(
          "annotations",
          "binaryData",
          "data",
          "labels",
          "limits",
          "matchLabels",
          "nodeSelector",
          "requests");

  private KnownShapes() {}

  /** Whether maps of this name are replaced as a whole ({@code x-kubernetes-map-type: atomic}). */
  static boolean atomic(String name) {
    return ATOMIC.contains(name);
  }

  /**
   * Whether a map of this name is the same to the server when it is empty and when it is missing.
   */
  static boolean leftOutWhenEmpty(String name) {
    return LEFT_OUT_WHEN_EMPTY.contains(name);
  }

  /** Whether the map at this path is of many owners, whichever the kind. */
  static boolean shared(String path) {
    return path.equals("metadata.labels") || path.equals("metadata.annotations");
  }
}
