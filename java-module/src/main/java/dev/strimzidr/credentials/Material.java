package dev.strimzidr.credentials;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;

/**
 * The secret content of an item, by file name. It never shows its values: not in text, not in
 * comparisons that log.
 *
 * @param values the bytes of {@code password}, or of {@code ca.crt} and {@code ca.key}
 * @param generations the annotations by which Strimzi counts renewals of an authority
 * @param renewal the name of the renewal that it comes from; empty for none
 * @param trusted other certificates that are trusted too, by file name
 */
record Material(
    Map<String, byte[]> values,
    Map<String, String> generations,
    String renewal,
    Map<String, byte[]> trusted) {

  /** One that was never renewed. */
  Material(Map<String, byte[]> values, Map<String, String> generations) {
    this(values, generations, "", Map.of());
  }

  /** Whether both hold the same values. */
  boolean sameAs(Material other) {
    return values.keySet().equals(other.values.keySet())
        && values.entrySet().stream()
            .allMatch(
                entry -> MessageDigest.isEqual(entry.getValue(), other.values.get(entry.getKey())));
  }

  /** How often Strimzi is to think that this was renewed; 0 where nobody has said it. */
  long generation(String annotation) {
    String text = generations.getOrDefault(annotation, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  byte[] value(String name) {
    byte[] value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Material material
        && sameAs(material)
        && generations.equals(material.generations)
        && renewal.equals(material.renewal);
  }

  @Override
  public int hashCode() {
    return values.entrySet().stream()
        .mapToInt(e -> e.getKey().hashCode() ^ Arrays.hashCode(e.getValue()))
        .sum();
  }

  @Override
  public String toString() {
    return "Material" + values.keySet();
  }
}
