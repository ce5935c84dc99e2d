package dev.strimzidr.lab.image.operator.resource;

import java.util.List;

/** The names that Services and Pods have inside the cluster. */
public final class DnsNames {
  private static final String DOMAIN = "cluster.local";

  private DnsNames() {}

  public static String service(String namespace, String service) {
    return "%s.%s.svc".formatted(service, namespace);
  }

  public static String pod(String namespace, String service, String pod) {
    return pod + "." + service(namespace, service);
  }

  public static String withDomain(String name) {
    return name + "." + DOMAIN;
  }

  /** Every form of a Service's name. */
  public static List<String> allOfService(String namespace, String service) {
    String qualified = service(namespace, service);
    return List.of(service, service + "." + namespace, qualified, withDomain(qualified));
  }
}
