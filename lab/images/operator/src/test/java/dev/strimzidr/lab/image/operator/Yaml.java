package dev.strimzidr.lab.image.operator;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;

/** Resources out of the text that a user would write. */
public final class Yaml {
  private Yaml() {}

  public static <T> T read(String yaml, Class<T> type) {
    // What begins with a brace would be read as JSON.
    return Serialization.unmarshal("---\n" + yaml, type);
  }

  /** One resource a text. */
  public static <T> List<T> list(Class<T> type, String... yaml) {
    return Arrays.stream(yaml).map(text -> read(text, type)).toList();
  }
}
