package dev.strimzidr.lab.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;

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
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
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

  private void create(String address, Clock clock)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var signer = CertificateAuthority.create("lab-ca", authority, clock);
    signer.issue(CertificateRequest.server("etcd", List.of(address, "localhost")), etcd);
    signer.issue(CertificateRequest.server("kube-apiserver", apiServerHosts(address)), apiServer);
    signer.issue(
        CertificateRequest.client("system:kube-controller-manager", ""), controllerManager);
    signer.issue(
        CertificateRequest.client("lab-admin", "system:masters"),
        CertificateAuthority.generateRsaKeys(),
        administrator);
    KeyPair tokens = CertificateAuthority.generateKeys();
    PrivateFiles.write(serviceAccountPublicKey, Pem.publicKey(tokens.getPublic().getEncoded()));
    PrivateFiles.write(serviceAccountKey, Pem.privateKey(tokens.getPrivate().getEncoded()));
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
