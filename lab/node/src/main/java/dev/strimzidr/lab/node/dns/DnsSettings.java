package dev.strimzidr.lab.node.dns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the DNS server was started with.
 *
 * @param address where it listens
 * @param port its port, UDP and TCP
 * @param zone the zone that it serves
 * @param key the name of the key that signs updates
 * @param build tells the build that it runs from others
 */
public record DnsSettings(String address, int port, String zone, String key, String build) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The settings of a server that was started before. */
  public static Optional<DnsSettings> read(Path folder) {
    Path file = file(folder);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), DnsSettings.class));
    } catch (IOException e) {
      throw new NodeException("The settings of the DNS server cannot be read: " + file, e);
    }
  }

  void write(Path folder) {
    try {
      AtomicFiles.write(
          file(folder), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
      // For lab/kafka, which reads no JSON.
      AtomicFiles.write(folder.resolve("server"), address + ":" + port + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("dns.json");
  }
}
