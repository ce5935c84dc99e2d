package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a Secret that is being written, so that words of the server, or of a webhook behind
 * it, which repeat one of them are not passed on with it.
 */
final class SecretValues {
  private final List<String> values = new ArrayList<>();

  private SecretValues() {}

  /**
   * Those that a request carries; none when it writes no Secret.
   *
   * @param path where it is sent to
   * @param body a resource, a part of one, or the operations of a JSON Patch; null for none
   */
  static SecretValues of(String path, @Nullable JsonNode body) {
    SecretValues secret = new SecretValues();
    if (body != null && path.matches(".*/namespaces/[^/]+/secrets(/.*)?")) {
      secret.plain(body.path("stringData"));
      secret.encoded(body.path("data"));
      for (JsonNode operation : body) {
        JsonNode value = operation.path("value");
        if (operation.path("path").asText().startsWith("/data")) {
          secret.encoded(value);
        }
        secret.plain(value.path("stringData"));
        secret.encoded(value.path("data"));
      }
      // A value that is a part of another one would leave the rest of that one.
      secret.values.sort(Comparator.comparingInt(String::length).reversed());
    }
    return secret;
  }

  /** The text without them. */
  String hide(String text) {
    String hidden = text;
    for (String value : values) {
      hidden = hidden.replace(value, "(hidden)");
    }
    return hidden;
  }

  private void plain(JsonNode node) {
    if (node.isTextual()) {
      add(node.asText());
    }
    node.forEach(this::plain);
  }

  private void encoded(JsonNode node) {
    if (node.isTextual()) {
      add(node.asText());
      try {
        add(new String(Base64.getDecoder().decode(node.asText()), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return; // it is not base64, which the server says itself
      }
    }
    node.forEach(this::encoded);
  }

  private void add(String value) {
    if (!value.isBlank()) {
      values.add(value);
    }
  }
}
