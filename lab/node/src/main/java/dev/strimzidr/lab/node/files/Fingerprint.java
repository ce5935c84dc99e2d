package dev.strimzidr.lab.node.files;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells one build from another. */
public final class Fingerprint {
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** A short text that changes when one of these jars does, or the JDK. */
  public static String of(List<String> jars) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      update(digest, System.getProperty("java.home") + System.getProperty("java.vm.version"));
      for (String jar : jars) {
        var file = new File(jar);
        update(digest, jar + " " + file.length() + " " + file.lastModified());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
