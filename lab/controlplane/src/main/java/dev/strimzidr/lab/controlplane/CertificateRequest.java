package dev.strimzidr.lab.controlplane;

import java.util.List;

/** Whom a certificate is for: a subject, and for a server the names and addresses it answers to. */
record CertificateRequest(String commonName, String organization, List<String> hosts) {

  static CertificateRequest client(String commonName, String organization) {
    return new CertificateRequest(commonName, organization, List.of());
  }

  static CertificateRequest server(String commonName, List<String> hosts) {
    return new CertificateRequest(commonName, "", hosts);
  }

  String distinguishedName() {
    return organization.isEmpty() ? "CN=" + commonName : "CN=" + commonName + ",O=" + organization;
  }
}
