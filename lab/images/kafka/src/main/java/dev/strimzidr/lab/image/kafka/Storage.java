package dev.strimzidr.lab.image.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The log directories of a node.
 *
 * @param server the node's configuration, paths as they are on this machine
 */
record Storage(Properties server) {

  /** Prepares those directories that are not prepared yet; refuses those of another cluster. */
  void format(String clusterId, String metadataVersion) throws Exception {
    if (directories().stream().allMatch(directory -> isFormatted(directory, clusterId))) {
      return; // which is quick; the formatter says what is wrong with the others
    }
    new Formatter()
        .setPrintStream(System.out)
        .setSupportedFeatures(Arrays.asList(Feature.PRODUCTION_FEATURES.toArray(new Feature[0])))
        .setNodeId(Integer.parseInt(server.getProperty("node.id")))
        .setClusterId(clusterId)
        .setDirectories(directories().stream().map(Path::toString).toList())
        .setMetadataLogDirectory(Optional.ofNullable(server.getProperty("metadata.log.dir")))
        .setControllerListenerName(server.getProperty("controller.listener.names"))
        .setReleaseVersion(MetadataVersion.fromVersionString(metadataVersion, false))
        .setHasDynamicQuorum(false)
        .setIgnoreFormatted(true)
        .run();
  }

  private List<Path> directories() {
    return Arrays.stream(server.getProperty("log.dirs").split(","))
        .map(String::strip)
        .map(Path::of)
        .toList();
  }

  private static boolean isFormatted(Path directory, String clusterId) {
    Path file = directory.resolve("meta.properties");
    if (!Files.exists(file)) {
      return false;
    }
    Properties meta = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      meta.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return clusterId.equals(meta.getProperty("cluster.id"));
  }
}
