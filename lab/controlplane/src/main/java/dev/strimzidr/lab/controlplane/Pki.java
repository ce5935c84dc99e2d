package dev.strimzidr.lab.controlplane;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Pem;
import dev.strimzidr.lab.certificates.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys and certificates of one control plane. They are made once and kept. */
record Pki(
    KeyPairFiles authority,
    KeyPairFiles etcd,
    KeyPairFiles apiServer,
    KeyPairFiles controllerManager,
    KeyPairFiles administrator,
    Path serviceAccountKey,
    Path serviceAccountPublicKey) {

  static final String SERVICE_ADDRESS = "10.96.0.1";
  private static final Duration VALIDITY = Duration.ofDays(3650);

  static Pki in(Path folder) {
    return new Pki(
        KeyPairFiles.in(folder, "ca"),
        KeyPairFiles.in(folder, "etcd"),
        KeyPairFiles.in(folder, "kube-apiserver"),
        KeyPairFiles.in(folder, "kube-controller-manager"),
        KeyPairFiles.in(folder, "admin"),
        folder.resolve("service-account.key"),
        folder.resolve("service-account.pub"));
  }

  /** Makes what is missing. All certificates are of one authority, so one missing means all. */
  void ensure(String address, Clock clock) {
    try {
      if (!complete()) {
        PrivateFiles.folder(parent(serviceAccountKey));
        create(address, clock);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new ControlPlaneException(
          "The keys of the control plane could not be made in " + parent(serviceAccountKey), e);
    }
  }

  private boolean complete() {
    return authority.exist()
        && etcd.exist()
        && apiServer.exist()
        && controllerManager.exist()
        && administrator.exist()
        && serviceAccountKey.toFile().exists();
  }

  private void create(String address, Clock clock) throws IOException, GeneralSecurityException {
    var issuer = new CertificateIssuer(clock);
    KeyAndCertificate ca = issuer.authority(Subject.named("lab-ca"), VALIDITY);
    authority.write(ca);
    etcd.write(
        issuer.signed(
            Subject.named("etcd").reachableAt(List.of(address, "localhost")), ca, VALIDITY));
    apiServer.write(
        issuer.signed(
            Subject.named("kube-apiserver").reachableAt(apiServerHosts(address)), ca, VALIDITY));
    controllerManager.write(
        issuer.signed(Subject.named("system:kube-controller-manager"), ca, VALIDITY));
    administrator.write(
        issuer.signed(Subject.member("lab-admin", "system:masters"), rsaKey(), ca, VALIDITY));
    KeyPair tokens = CertificateIssuer.newKey();
    PrivateFiles.write(serviceAccountPublicKey, Pem.of(tokens.getPublic()));
    PrivateFiles.write(serviceAccountKey, Pem.of(tokens.getPrivate()));
  }

  /** For clients that read no elliptic keys: fabric8 needs more than the JDK for them. */
  private static KeyPair rsaKey() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static List<String> apiServerHosts(String address) {
    var hosts = new ArrayList<>(List.of(address, SERVICE_ADDRESS, "localhost"));
    String name = "kubernetes";
    for (String suffix : List.of("", ".default", ".default.svc", ".default.svc.cluster.local")) {
      hosts.add(name + suffix);
    }
    return List.copyOf(hosts);
  }

  private static Path parent(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }
}
