package dev.strimzidr.lab.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.node.files.SiteFolders;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path site;

  @Test
  void foldersAndLogsOfPodsThatAreGoneGoToo() throws IOException {
    var folders = new SiteFolders(site);
    Files.createDirectories(folders.pod("here").resolve("volumes"));
    Path gone = Files.createDirectories(folders.pod("gone").resolve("volumes/v"));
    Path data = Files.createDirectories(folders.persistentVolume("pvc-1"));
    Files.createSymbolicLink(gone.resolve("data"), data);
    Files.writeString(data.resolve("log"), "kept");
    Files.createDirectories(folders.containerLog("ns", "here", "c").resolveSibling(""));
    Files.createDirectories(folders.containerLog("ns", "gone", "c").resolveSibling(""));
    Files.writeString(folders.nodeLog(), "kept");

    var here =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("ns")
            .withName("here")
            .withUid("here")
            .endMetadata()
            .build();
    new Leftovers(folders).remove(List.of(here));

    assertThat(folders.pods())
        .isDirectoryContaining("glob:**/here")
        .isDirectoryNotContaining("glob:**/gone");
    assertThat(folders.logs())
        .isDirectoryContaining("glob:**/ns_here")
        .isDirectoryNotContaining("glob:**/ns_gone");
    assertThat(folders.nodeLog()).hasContent("kept");
    assertThat(data.resolve("log")).hasContent("kept");
  }
}
