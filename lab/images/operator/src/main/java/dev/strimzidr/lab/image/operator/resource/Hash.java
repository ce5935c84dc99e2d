package dev.strimzidr.lab.image.operator.resource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1 in hexadecimal digits, which is what Strimzi marks revisions with. */
public final class Hash {
  private static final int STUB_LENGTH = 8;

  private Hash() {}

  /** The first eight digits. */
  public static String stub(String text) {
    return full(text.getBytes(StandardCharsets.UTF_8)).substring(0, STUB_LENGTH);
  }

  /** All forty digits. */
  public static String full(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
      return "%040x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
