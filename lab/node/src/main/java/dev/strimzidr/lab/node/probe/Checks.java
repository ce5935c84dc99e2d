package dev.strimzidr.lab.node.probe;

import dev.strimzidr.lab.node.image.ImageDescriptor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns the probes of a container into checks.
 *
 * @param container whose probes they are
 * @param image what stands in for its commands
 * @param root where its mount paths exist
 * @param address its Pod's loopback address
 */
public record Checks(Container container, ImageDescriptor image, Path root, String address) {

  /** The check that a probe asks for. */
  public Check of(Probe probe) {
    if (probe.getExec() != null) {
      return exec(probe.getExec().getCommand());
    }
    if (probe.getHttpGet() != null) {
      return http(probe.getHttpGet());
    }
    if (probe.getTcpSocket() != null) {
      return port(probe.getTcpSocket().getPort())
          .<Check>map(port -> new Check.TcpConnect(new InetSocketAddress(address, port)))
          .orElseGet(() -> unknownPort(probe.getTcpSocket().getPort()));
    }
    return new Check.Impossible("the lab asks only exec, httpGet and tcpSocket probes");
  }

  private Check exec(List<String> command) {
    String name = command.isEmpty() ? "" : command.get(0);
    String test = Objects.requireNonNullElse(image.probes().get(name), "");
    if (test.equals("running")) {
      return new Check.Running();
    }
    if (test.startsWith("file ")) {
      String path = test.substring("file ".length()).strip().replaceFirst("^/+", "");
      return new Check.FileExists(root.resolve(path));
    }
    return new Check.Impossible(
        "image.yaml of '%s' does not say what '%s' tests".formatted(image.repository(), name));
  }

  private Check http(HTTPGetAction action) {
    if ("HTTPS".equals(action.getScheme())) {
      return new Check.Impossible("the lab does not ask HTTPS probes");
    }
    String host = Objects.requireNonNullElse(action.getHost(), address);
    String path = Objects.requireNonNullElse(action.getPath(), "/");
    return port(action.getPort())
        .<Check>map(port -> new Check.HttpGet(URI.create("http://" + host + ":" + port + path)))
        .orElseGet(() -> unknownPort(action.getPort()));
  }

  private Optional<Integer> port(IntOrString port) {
    if (port.getIntVal() != null) {
      return Optional.of(port.getIntVal());
    }
    return container.getPorts().stream()
        .filter(candidate -> port.getStrVal().equals(candidate.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }

  private static Check unknownPort(IntOrString port) {
    return new Check.Impossible("the container has no port named " + port.getStrVal());
  }
}
