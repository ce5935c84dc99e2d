package dev.strimzidr.lab.node.volume;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The volumes of one Pod, as folders, and the roots in which its containers see them. */
public final class PodVolumes {
  private final Path folder;
  private final Sources sources;
  private final Map<String, ProjectedFolder> projected = new HashMap<>();
  private final Map<String, Path> paths = new HashMap<>();

  /**
   * Volumes below a folder of the Pod's own.
   *
   * @param sources where contents come from
   */
  public PodVolumes(Path folder, Sources sources) {
    this.folder = folder;
    this.sources = sources;
  }

  /**
   * Makes every volume, or brings it up to date.
   *
   * @throws MissingSourceException when a volume cannot be made yet; the message names it
   */
  public void update(Pod pod, String address) throws MissingSourceException {
    var content = new VolumeContent(pod, address, sources);
    for (Volume volume : pod.getSpec().getVolumes()) {
      try {
        paths.put(volume.getName(), make(pod, volume, content));
      } catch (MissingSourceException e) {
        throw new MissingSourceException(
            "MountVolume.SetUp failed for volume \"%s\" : %s"
                .formatted(volume.getName(), e.getMessage()));
      } catch (IOException e) {
        throw new NodeException("Cannot make volume " + volume.getName() + " in " + folder, e);
      }
    }
  }

  /** The folder in which the container's mount paths exist. */
  public Path root(Container container) {
    return folder.resolve("containers").resolve(container.getName());
  }

  /** Puts the volumes where the container mounts them. */
  public Path mount(Container container) {
    Path root = root(container);
    try {
      Folders.create(root.resolve("tmp"));
      var mounts =
          container.getVolumeMounts().stream()
              .sorted(Comparator.comparingInt((VolumeMount mount) -> mount.getMountPath().length()))
              .toList();
      for (VolumeMount mount : mounts) {
        link(root, mount);
      }
      return root;
    } catch (IOException e) {
      throw new NodeException("Cannot mount the volumes of " + container.getName(), e);
    }
  }

  /** Removes all but what is persistent. */
  public void delete() {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new NodeException("Cannot delete the Pod's folder " + folder, e);
    }
  }

  private Path make(Pod pod, Volume volume, VolumeContent content)
      throws IOException, MissingSourceException {
    Path own = folder.resolve("volumes").resolve(volume.getName());
    var files = content.of(volume);
    if (files.isPresent()) {
      projected.computeIfAbsent(volume.getName(), n -> new ProjectedFolder(own)).write(files.get());
      return own;
    }
    if (volume.getEmptyDir() != null) {
      return Folders.create(own);
    }
    if (volume.getPersistentVolumeClaim() != null) {
      String claim = volume.getPersistentVolumeClaim().getClaimName();
      return sources.claim(pod.getMetadata().getNamespace(), claim);
    }
    throw new MissingSourceException("the lab has no volumes of this kind");
  }

  private void link(Path root, VolumeMount mount) throws IOException {
    Path volume = Objects.requireNonNull(paths.get(mount.getName()), mount.getName());
    String subPath = Objects.requireNonNullElse(mount.getSubPath(), "");
    Path target = subPath.isEmpty() ? volume : volume.resolve(subPath);
    Path place = root.resolve(mount.getMountPath().replaceFirst("^/+", "")).normalize();
    Folders.create(place.resolveSibling(""));
    if (!subPath.isEmpty() && !Files.exists(target)) {
      Folders.create(target);
    }
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(place);
    } else {
      Files.deleteIfExists(place);
    }
    try {
      Files.createSymbolicLink(place, target);
    } catch (FileAlreadyExistsException e) {
      throw new NodeException("Two volumes are mounted at " + mount.getMountPath(), e);
    }
  }
}
