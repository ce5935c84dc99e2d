package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Diff;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a resource, as a person reads it. */
final class ResourceDiff {
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  private ResourceDiff() {}

  /** The difference; null stands for a resource that is not there. */
  static Diff of(Ref ref, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    ObjectNode left = before == null ? null : Trees.written(before);
    ObjectNode right = after == null ? null : Trees.written(after);
    String leftText = text(left, right == null ? NOTHING : right);
    String rightText = text(right, left == null ? NOTHING : left);
    return new Diff(ref.toString(), leftText, ref.toString(), rightText);
  }

  /** The difference of two states of a status. */
  static Diff ofStatus(Ref ref, JsonNode before, JsonNode after) {
    ObjectNode left = JsonNodeFactory.instance.objectNode();
    left.set("status", before.isMissingNode() ? NOTHING : before);
    ObjectNode right = JsonNodeFactory.instance.objectNode();
    right.set("status", after);
    return new Diff(ref.toString(), text(left, NOTHING), ref.toString(), text(right, NOTHING));
  }

  private static String text(@Nullable ObjectNode resource, ObjectNode other) {
    if (resource == null) {
      return "";
    }
    try {
      YAMLFactory plain =
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build();
      return new ObjectMapper(plain).writeValueAsString(Trees.shown(resource.deepCopy(), other));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }
}
