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
 */
record Material(Map<String, byte[]> values, Map<String, String> generations) {

  /** Whether both hold the same values. */
  boolean sameAs(Material other) {
    return values.keySet().equals(other.values.keySet())
        && values.entrySet().stream()
            .allMatch(
                entry -> MessageDigest.isEqual(entry.getValue(), other.values.get(entry.getKey())));
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
        && generations.equals(material.generations);
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
