package dev.strimzidr.kube;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The headers {@code Warning} of an answer (RFC 7234), by which an API server says what is
 * deprecated or will have no effect: {@code 299 - "text"}, several of them also in one header.
 */
final class WarningHeaders {
  /** Other codes are those of caches; client-go passes over them too. */
  private static final Pattern WARNING =
      Pattern.compile("([0-9]{3}) \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final String MISCELLANEOUS = "299";

  private WarningHeaders() {}

  /** The texts in them. */
  static List<String> texts(List<String> headers) {
    return headers.stream()
        .map(WarningHeaders::decoded)
        .flatMap(WarningHeaders::texts)
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static Stream<String> texts(String header) {
    return WARNING
        .matcher(header)
        .results()
        .filter(warning -> warning.group(1).equals(MISCELLANEOUS))
        .map(warning -> warning.group(2).replaceAll("\\\\(.)", "$1"));
  }

  /** API servers write UTF-8; Java's client takes each byte for a character. */
  private static String decoded(String header) {
    return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
