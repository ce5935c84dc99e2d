package dev.strimzidr.lab.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The data of a ConfigMap or Secret as bytes by key, and the files that become of them. */
public final class KeyedData {
  private KeyedData() {}

  /** The entries of a ConfigMap. */
  public static Map<String, byte[]> of(ConfigMap map) {
    var data = new TreeMap<String, byte[]>();
    if (map.getData() != null) {
      map.getData().forEach((k, v) -> data.put(k, v.getBytes(StandardCharsets.UTF_8)));
    }
    decode(map.getBinaryData(), data);
    return data;
  }

  /** The entries of a Secret. */
  public static Map<String, byte[]> of(Secret secret) {
    var data = new TreeMap<String, byte[]>();
    decode(secret.getData(), data);
    return data;
  }

  /** The files: all keys under their own names, or the listed ones under the listed paths. */
  static Map<String, byte[]> files(
      Map<String, byte[]> data, @Nullable List<KeyToPath> items, String what, boolean optional)
      throws MissingSourceException {
    if (items == null || items.isEmpty()) {
      return data;
    }
    var files = new TreeMap<String, byte[]>();
    for (KeyToPath item : items) {
      byte[] value = data.get(item.getKey());
      if (value != null) {
        files.put(item.getPath(), value);
      } else if (!optional) {
        throw new MissingSourceException(
            "references non-existent %s key: %s".formatted(what, item.getKey()));
      }
    }
    return files;
  }

  private static void decode(@Nullable Map<String, String> encoded, Map<String, byte[]> data) {
    if (encoded != null) {
      encoded.forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
    }
  }
}
