package dev.strimzidr.lab.clients;

import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The ledgers of one run. */
record Folder(Path path) {

  /**
   * Makes it for a new run.
   *
   * @throws IllegalArgumentException when it has the ledgers of another
   */
  void begin(RunInfo info) {
    try {
      Files.createDirectories(path);
      if (Files.exists(run())) {
        throw new IllegalArgumentException(path + " has the ledgers of another run");
      }
      Files.writeString(run(), Json.pretty(info));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunInfo info() {
    try {
      return Json.MAPPER.readValue(run().toFile(), RunInfo.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " has no ledgers of a run: " + e, e);
    }
  }

  private Path run() {
    return path.resolve("run.json");
  }

  Path produced() {
    return path.resolve("produced.jsonl");
  }

  Path consumed(String group) {
    return path.resolve("consumed-%s.jsonl".formatted(group));
  }

  Path events() {
    return path.resolve("events.jsonl");
  }

  /**
   * Hands over every line of a ledger; a run that was killed may have left half a line at its end.
   */
  static <T> void read(Path file, Class<T> type, Consumer<T> taker) {
    try (MappingIterator<T> lines = Json.MAPPER.readerFor(type).readValues(file.toFile())) {
      while (lines.hasNextValue()) {
        taker.accept(lines.nextValue());
      }
    } catch (com.fasterxml.jackson.core.io.JsonEOFException e) {
      // Half a line.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
