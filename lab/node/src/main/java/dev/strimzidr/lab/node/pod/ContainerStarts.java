package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.image.EntryPoint;
import dev.strimzidr.lab.node.image.Image;
import dev.strimzidr.lab.node.image.Launch;
import dev.strimzidr.lab.node.probe.Checks;
import dev.strimzidr.lab.node.volume.MissingSourceException;
import dev.strimzidr.lab.node.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Prepares the starts of one container.
 *
 * @param container what is started
 * @param runtime what Pods need of the node
 * @param volumes the Pod's volumes
 * @param address the Pod's loopback address
 */
record ContainerStarts(
    Container container, PodRuntime runtime, PodVolumes volumes, String address) {

  /**
   * Finds the image, puts the volumes in place and works out the process.
   *
   * @throws MissingSourceException when a variable names something that is not there yet
   */
  ContainerStart prepare(Pod pod) throws MissingSourceException {
    Optional<Image> image = runtime.images().find(container.getImage());
    if (image.isEmpty()) {
      return new ContainerStart.NoImage(
          "no image of the lab serves \"" + container.getImage() + "\"");
    }
    var line = PodLaunches.commandLine(container);
    Optional<EntryPoint> entryPoint = image.get().entryPoint(line);
    if (entryPoint.isEmpty()) {
      return new ContainerStart.NoImage(
          "image.yaml of \"%s\" has no entry point for %s".formatted(container.getImage(), line));
    }
    Path root = volumes.mount(container);
    Launch launch =
        new PodLaunches(runtime)
            .launch(pod, container, image.get(), entryPoint.get(), root, address);
    var metadata = pod.getMetadata();
    Path log =
        runtime
            .folders()
            .containerLog(metadata.getNamespace(), metadata.getName(), container.getName());
    var checks = new Checks(container, image.get().descriptor(), root, address);
    return new ContainerStart.Ready(launch, root, log, checks);
  }
}
