package dev.strimzidr.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Calls modules as Ansible does: a file with arguments in, one JSON object out. */
public final class Modules {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Modules() {}

  public static JsonNode call(Module module, Map<String, ?> options) {
    return call(module, options, false);
  }

  public static JsonNode check(Module module, Map<String, ?> options) {
    return call(module, options, true);
  }

  private static synchronized JsonNode call(
      Module module, Map<String, ?> options, boolean checkMode) {
    Map<String, Object> arguments = new HashMap<>(options);
    arguments.put("_ansible_check_mode", checkMode);
    arguments.put("_ansible_diff", true);
    PrintStream real = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      Path file = Files.createTempFile("arguments", ".json");
      MAPPER.writeValue(file.toFile(), arguments);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      ModuleRunner.run(module, file.toString());
      Files.delete(file);
      return MAPPER.readTree(printed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(printed.toString(StandardCharsets.UTF_8), e);
    } finally {
      System.setOut(real);
    }
  }
}
