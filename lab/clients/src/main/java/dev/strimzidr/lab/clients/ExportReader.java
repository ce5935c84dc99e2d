package dev.strimzidr.lab.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what the module kafka_tail has exported. */
final class ExportReader {
  private ExportReader() {}

  /**
   * Hands over every record of a run.
   *
   * @throws IllegalArgumentException when it is not a complete export
   */
  static void read(Path directory, String run, Consumer<RecordId> taker) {
    try {
      JsonNode manifest = Json.MAPPER.readTree(directory.resolve("manifest.json").toFile());
      if (!manifest.path("complete").asBoolean()) {
        throw new IllegalArgumentException(
            "option --export: %s is not complete".formatted(directory));
      }
      for (JsonNode file : manifest.path("files")) {
        file(directory.resolve(file.path("file").asText()), run, taker);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("option --export: " + e, e);
    }
  }

  private static void file(Path file, String run, Consumer<RecordId> taker) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        MappingIterator<JsonNode> lines = Json.MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (lines.hasNextValue()) {
        JsonNode line = lines.nextValue();
        Optional<RecordId> id =
            RecordId.of(
                run,
                line.path("topic").asText(),
                binary(line.path("key_base64")),
                binary(line.path("value_base64")));
        id.ifPresent(taker);
      }
    }
  }

  private static byte @Nullable [] binary(JsonNode node) throws IOException {
    return node.isNull() ? null : node.binaryValue();
  }
}
