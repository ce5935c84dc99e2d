package dev.strimzidr.lab.node.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.AtomicFiles;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.network.SiteNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a site is set up with. It is kept, because certificates and addresses depend on it.
 *
 * @param name the site's name: its cluster and context in the kubeconfig, and its node
 * @param network its range of loopback addresses
 * @param images the folder of images
 * @param binaries the folder of the control plane's binaries
 */
public record SiteSettings(String name, String network, String images, String binaries) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The settings of a site that was set up before. */
  public static Optional<SiteSettings> read(SiteFolders folders) {
    Path file = folders.settings();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), SiteSettings.class));
    } catch (IOException e) {
      throw new NodeException("The site's settings cannot be read: " + file, e);
    }
  }

  /** Keeps the settings. */
  public void write(SiteFolders folders) {
    try {
      AtomicFiles.write(
          folders.settings(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether certificates and addresses that were made for the one serve the other. */
  public boolean isSameSite(SiteSettings other) {
    return name.equals(other.name) && network.equals(other.network);
  }

  /** The network as addresses. */
  public SiteNetwork siteNetwork() {
    return SiteNetwork.parse(network);
  }
}
