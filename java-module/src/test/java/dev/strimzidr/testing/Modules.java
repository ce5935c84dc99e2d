package dev.strimzidr.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Calls modules as Ansible does: a file with arguments in, one JSON object out. */
public final class Modules {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Whose modules {@link #call(Module, Map)} answers: what it locks stays locked for it. */
  public static final Run RUN = new Run(() -> true);

  private Modules() {}

  public static JsonNode call(Module module, Map<String, ?> options) {
    return call(module, options, false);
  }

  public static JsonNode check(Module module, Map<String, ?> options) {
    return call(module, options, true);
  }

  private static synchronized JsonNode call(
      Module module, Map<String, ?> options, boolean checkMode) {
    PrintStream real = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      Path file = file(options, checkMode);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      ModuleRunner.run(Optional.of(RUN), module, file.toString());
      Files.delete(file);
      return MAPPER.readTree(printed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(printed.toString(StandardCharsets.UTF_8), e);
    } finally {
      System.setOut(real);
    }
  }

  /**
   * Several at once.
   *
   * @param run whose modules this JVM answers; empty in a JVM of this one call
   */
  public static JsonNode answer(Optional<Run> run, Module module, Map<String, ?> options) {
    try {
      Path file = file(options, false);
      JsonNode answer = MAPPER.readTree(ModuleRunner.answer(run, module, file.toString()).json());
      Files.delete(file);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Map<String, ?> options, boolean checkMode) throws IOException {
    Map<String, Object> arguments = new HashMap<>(options);
    arguments.put("_ansible_check_mode", checkMode);
    arguments.put("_ansible_diff", true);
    Path file = Files.createTempFile("arguments", ".json");
    MAPPER.writeValue(file.toFile(), arguments);
    return file;
  }
}
