package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.files.SiteFolders;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Folders of Pods that went while the node was not there to see it, and logs of Pods that are gone.
 * Persistent volumes are not among them.
 */
public final class Leftovers {
  private final SiteFolders folders;

  /** Leftovers of a site. */
  public Leftovers(SiteFolders folders) {
    this.folders = folders;
  }

  /** Removes what belongs to none of these Pods. */
  public void remove(Collection<Pod> pods) {
    removeAllBut(folders.pods(), names(pods, pod -> pod.getMetadata().getUid()));
    removeAllBut(
        folders.logs(),
        names(
            pods,
            pod ->
                folders
                    .containerLog(
                        pod.getMetadata().getNamespace(), pod.getMetadata().getName(), "any")
                    .resolveSibling("")
                    .getFileName()
                    .toString()));
  }

  private static void removeAllBut(Path folder, Set<String> kept) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        if (!kept.contains(entry.getFileName().toString())) {
          Folders.delete(entry);
        }
      }
    } catch (IOException e) {
      throw new NodeException("What is left of old Pods cannot be removed from " + folder, e);
    }
  }

  private static Set<String> names(Collection<Pod> pods, Function<Pod, String> name) {
    return pods.stream().map(name).collect(Collectors.toSet());
  }
}
