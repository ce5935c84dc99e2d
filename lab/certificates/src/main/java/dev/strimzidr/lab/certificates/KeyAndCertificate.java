package dev.strimzidr.lab.certificates;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A private key and its certificate, or chain of certificates, in PEM.
 *
 * @param generation the generation of the CA certificate that signed it, or that it is itself; 0
 *     where a CA is never renewed
 */
public record KeyAndCertificate(String key, String certificate, int generation) {

  public String encodedKey() {
    return encode(key);
  }

  public String encodedCertificate() {
    return encode(certificate);
  }

  public static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** A key is never printed. */
  @Override
  public String toString() {
    return "KeyAndCertificate[generation=" + generation + "]";
  }
}
