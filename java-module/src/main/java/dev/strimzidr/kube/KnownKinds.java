package dev.strimzidr.kube;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds that a rollout uses: asking the API server how it serves them would cost a request
 * each.
 */
public final class KnownKinds {
  private static final String STRIMZI = "kafka.strimzi.io";
  private static final String RBAC = "rbac.authorization.k8s.io";

  public static final Kind NAMESPACE = new Kind("", "v1", "Namespace", "namespaces", false);
  public static final Kind SECRET = new Kind("", "v1", "Secret", "secrets", true);
  public static final Kind CONFIG_MAP = new Kind("", "v1", "ConfigMap", "configmaps", true);
  public static final Kind POD = new Kind("", "v1", "Pod", "pods", true);
  public static final Kind STORAGE_CLASS =
      new Kind("storage.k8s.io", "v1", "StorageClass", "storageclasses", false);
  public static final Kind DEPLOYMENT = new Kind("apps", "v1", "Deployment", "deployments", true);
  public static final Kind CRD =
      new Kind(
          "apiextensions.k8s.io",
          "v1",
          "CustomResourceDefinition",
          "customresourcedefinitions",
          false);
  public static final Kind KAFKA = new Kind(STRIMZI, "v1", "Kafka", "kafkas", true);
  public static final Kind KAFKA_NODE_POOL =
      new Kind(STRIMZI, "v1", "KafkaNodePool", "kafkanodepools", true);
  public static final Kind KAFKA_TOPIC = new Kind(STRIMZI, "v1", "KafkaTopic", "kafkatopics", true);
  public static final Kind KAFKA_USER = new Kind(STRIMZI, "v1", "KafkaUser", "kafkausers", true);
  public static final Kind KAFKA_MIRROR_MAKER_2 =
      new Kind(STRIMZI, "v1", "KafkaMirrorMaker2", "kafkamirrormaker2s", true);
  public static final Kind STRIMZI_POD_SET =
      new Kind("core.strimzi.io", "v1", "StrimziPodSet", "strimzipodsets", true);
  public static final Kind LEASE = new Kind("coordination.k8s.io", "v1", "Lease", "leases", true);
  public static final Kind ACCESS_REVIEW =
      new Kind(
          "authorization.k8s.io",
          "v1",
          "SelfSubjectAccessReview",
          "selfsubjectaccessreviews",
          false);

  private static final Map<String, Kind> BY_NAME =
      Stream.of(
              NAMESPACE,
              SECRET,
              CONFIG_MAP,
              POD,
              STORAGE_CLASS,
              DEPLOYMENT,
              CRD,
              KAFKA,
              KAFKA_NODE_POOL,
              KAFKA_TOPIC,
              KAFKA_USER,
              KAFKA_MIRROR_MAKER_2,
              STRIMZI_POD_SET,
              new Kind("", "v1", "ServiceAccount", "serviceaccounts", true),
              new Kind("", "v1", "Service", "services", true),
              new Kind("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
              new Kind(RBAC, "v1", "ClusterRole", "clusterroles", false),
              new Kind(RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", false),
              new Kind(RBAC, "v1", "Role", "roles", true),
              new Kind(RBAC, "v1", "RoleBinding", "rolebindings", true))
          .collect(
              Collectors.toUnmodifiableMap(
                  k -> key(k.apiVersion(), k.name()), Function.identity()));

  /**
   * The groups of k8s.io/api that have a dot, and those of the API extensions and the aggregator. A
   * group of a definition always has one, and may end in k8s.io, too.
   */
  private static final Set<String> BUILT_IN =
      Set.of(
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "internal.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          RBAC,
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private KnownKinds() {}

  /** Whether a group is one that the API server brings along, in whatever versions. */
  static boolean isBuiltIn(String group) {
    return !group.contains(".") || BUILT_IN.contains(group);
  }

  /** The kind, if it is one of these. */
  public static Optional<Kind> find(String apiVersion, String kind) {
    return Optional.ofNullable(BY_NAME.get(key(apiVersion, kind)));
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }
}
