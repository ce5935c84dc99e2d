package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.image.Launch;
import dev.strimzidr.lab.node.probe.Checks;
import java.nio.file.Path;

/** What a container's start needs, if it can start. */
sealed interface ContainerStart {
  /** Nothing here can play the container. */
  record NoImage(String reason) implements ContainerStart {}

  /**
   * It can start.
   *
   * @param launch its process
   * @param root where its mount paths exist
   * @param log where its output goes
   * @param checks what its probes ask
   */
  record Ready(Launch launch, Path root, Path log, Checks checks) implements ContainerStart {}
}
