package dev.strimzidr.kube;

import org.jspecify.annotations.Nullable;

/**
 * A kind of resource as the API server serves it.
 *
 * @param group the API group, empty for the core one
 * @param version the version in the group
 * @param name the kind, such as {@code KafkaTopic}
 * @param plural how it stands in paths
 * @param namespaced whether it lives in namespaces
 */
public record Kind(String group, String version, String name, String plural, boolean namespaced) {

  /** As it stands in a resource's {@code apiVersion}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The group of an {@code apiVersion}, empty for the core one. */
  public static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** Whether it is the kind of that name in that group, in whatever version. */
  public boolean sameAs(Kind other) {
    return group.equals(other.group) && name.equals(other.name);
  }

  /** Where the API server serves this group and version. */
  static String root(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  /** The path of the collection; all namespaces when none is given. */
  public String path(@Nullable String namespace) {
    String in = namespaced && namespace != null ? "/namespaces/" + namespace : "";
    return root(apiVersion()) + in + "/" + plural;
  }
}
