package dev.strimzidr.lab.image.operator.authority;

import dev.strimzidr.lab.image.operator.resource.Annotations;

/** Which of a cluster's CAs. */
public enum Role {
  /** Signs brokers and operators. */
  CLUSTER("Cluster CA", "cluster-ca", Annotations.CLUSTER_CA_CERT_GENERATION),
  /** Signs users with client certificates. */
  CLIENTS("Clients CA", "clients-ca", Annotations.CLIENTS_CA_CERT_GENERATION);

  private final String title;
  private final String commonName;
  private final String generationAnnotation;

  Role(String title, String commonName, String generationAnnotation) {
    this.title = title;
    this.commonName = commonName;
    this.generationAnnotation = generationAnnotation;
  }

  public String title() {
    return title;
  }

  public String commonName() {
    return commonName;
  }

  /** The annotation that says by which generation of this CA something was signed. */
  public String generationAnnotation() {
    return generationAnnotation;
  }
}
