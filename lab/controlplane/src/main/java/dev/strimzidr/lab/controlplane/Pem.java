package dev.strimzidr.lab.controlplane;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text form of certificates and keys. */
final class Pem {
  private Pem() {}

  static String certificate(byte[] der) {
    return block("CERTIFICATE", der);
  }

  static String privateKey(byte[] pkcs8) {
    return block("PRIVATE KEY", pkcs8);
  }

  static String publicKey(byte[] der) {
    return block("PUBLIC KEY", der);
  }

  private static String block(String type, byte[] der) {
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, base64.encodeToString(der));
  }
}
