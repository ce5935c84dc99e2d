package dev.strimzidr.lab.image.operator.certificate;

import java.security.SecureRandom;

/** Makes passwords of letters and digits that begin with a letter. */
public final class Passwords {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ALL = LETTERS + "0123456789";

  private Passwords() {}

  public static String generate(int length) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < length; i++) {
      String alphabet = i == 0 ? LETTERS : ALL;
      password.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return password.toString();
  }
}
