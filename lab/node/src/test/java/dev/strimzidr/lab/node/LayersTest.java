package dev.strimzidr.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the node stand in layers: each uses only packages below it. */
final class LayersTest {
  /** From the bottom up; the empty name is the package that all others are in. */
  private static final List<String> LAYERS =
      List.of(
          "",
          "files",
          "process",
          "image",
          "network",
          "site",
          "fault",
          "probe",
          "volume",
          "storage",
          "cluster",
          "pod",
          "dns",
          "assembly",
          "cli");

  private static final Path SOURCES = Path.of("src/main/java/dev/strimzidr/lab/node");
  private static final Pattern IMPORT =
      Pattern.compile(
          "^import (?:static )?dev\\.strimzidr\\.lab\\.node\\.(?:([a-z]+)\\.)?[A-Z]",
          Pattern.MULTILINE);

  @Test
  void everyPackageHasItsLayer() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(Files::isRegularFile).map(LayersTest::packageOf).distinct())
          .containsExactlyInAnyOrderElementsOf(LAYERS);
    }
  }

  @Test
  void noPackageUsesOneAboveIt() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(Files::isRegularFile).flatMap(LayersTest::upward)).isEmpty();
    }
  }

  private static Stream<String> upward(Path file) {
    int own = LAYERS.indexOf(packageOf(file));
    return IMPORT
        .matcher(read(file))
        .results()
        .map(LayersTest::usedPackage)
        .filter(used -> LAYERS.indexOf(used) > own)
        .map(used -> file.getFileName() + " uses " + used);
  }

  private static String usedPackage(MatchResult use) {
    return use.group(1) == null ? "" : use.group(1);
  }

  private static String packageOf(Path file) {
    return SOURCES.relativize(file.getParent()).toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
