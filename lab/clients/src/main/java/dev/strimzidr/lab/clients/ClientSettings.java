package dev.strimzidr.lab.clients;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The properties file that all clients share, and what each adds. The password stays in the file.
 */
final class ClientSettings {
  private final Map<String, Object> given = new HashMap<>();

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  ClientSettings(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalArgumentException("option --properties: cannot read " + e.getMessage(), e);
    }
    properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name)));
  }

  /**
   * The settings of one client.
   *
   * @param defaults what holds where the file says nothing
   * @param fixed what holds in any case
   */
  Map<String, Object> with(Map<String, ?> defaults, Map<String, ?> fixed) {
    Map<String, Object> settings = new HashMap<>(defaults);
    settings.putAll(given);
    settings.putAll(fixed);
    return settings;
  }
}
