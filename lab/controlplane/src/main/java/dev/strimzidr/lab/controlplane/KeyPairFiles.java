package dev.strimzidr.lab.controlplane;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a certificate and its private key are kept. */
record KeyPairFiles(Path certificate, Path key) {

  static KeyPairFiles in(Path folder, String name) {
    return new KeyPairFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
  }

  void write(KeyAndCertificate identity) throws IOException {
    PrivateFiles.write(certificate, identity.certificate());
    PrivateFiles.write(key, identity.key());
  }

  boolean exist() {
    return Files.exists(certificate) && Files.exists(key);
  }
}
