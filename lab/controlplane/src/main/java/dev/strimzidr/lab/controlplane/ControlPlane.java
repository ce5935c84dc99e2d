package dev.strimzidr.lab.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A running control plane: etcd, kube-apiserver and kube-controller-manager on one loopback
 * address. What ends unasked is started again, as the static Pods of a cluster are. Data and keys
 * stay in the directory: the next start goes on from there.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final BackOff RESTARTS =
      new BackOff(Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(30));

  private final ControlPlaneSpec spec;
  private final Map<Component, Supervisor> supervisors = new EnumMap<>(Component.class);

  private ControlPlane(ControlPlaneSpec spec) {
    this.spec = spec;
  }

  /**
   * Starts a control plane that ends with this JVM at the latest: what a test needs.
   *
   * @param directory where it keeps keys, data and logs; made when it is missing
   * @param address a loopback address that nobody else uses, such as 127.31.0.1
   * @param binaries the folder with etcd, kube-apiserver and kube-controller-manager
   * @throws ControlPlaneException when a port is taken, a binary is missing, or it does not get
   *     ready within 90 seconds
   */
  public static ControlPlane start(Path directory, String address, Path binaries) {
    var plane = start(new ControlPlaneSpec("lab", directory, address, binaries, Map.of()));
    Runtime.getRuntime().addShutdownHook(new Thread(plane::close));
    return plane;
  }

  /**
   * Starts a control plane and returns when its API server is ready.
   *
   * @throws ControlPlaneException when a port is taken, a binary is missing, or it does not get
   *     ready within 90 seconds
   */
  public static ControlPlane start(ControlPlaneSpec spec) {
    PortCheck.requireFree(spec.address());
    prepare(spec);
    var plane = new ControlPlane(spec);
    try (var readiness = new Readiness(Pki.in(spec.pki()).authority().certificate())) {
      plane.launch(Component.ETCD);
      plane.launch(Component.API_SERVER);
      plane.awaitReady(readiness, spec.url() + "/readyz");
      plane.launch(Component.CONTROLLER_MANAGER);
      return plane;
    } catch (ControlPlaneException e) {
      plane.close();
      throw e;
    }
  }

  /** The kubeconfig of an administrator, readable for its owner only. */
  public Path kubeconfig() {
    return spec.kubeconfig();
  }

  /** The URL of the API server. */
  public String url() {
    return spec.url();
  }

  /** Stops everything, last started first. May be called again. */
  @Override
  public void close() {
    var order = new ArrayList<>(List.of(Component.values()));
    Collections.reverse(order);
    for (Component component : order) {
      Supervisor supervisor = supervisors.get(component);
      if (supervisor != null) {
        supervisor.stop(STOP_WITHIN);
      }
    }
  }

  private static void prepare(ControlPlaneSpec spec) {
    try {
      PrivateFiles.folder(spec.directory());
      PrivateFiles.folder(spec.logs());
      PrivateFiles.folder(spec.directory().resolve("etcd"));
      Pki pki = Pki.in(spec.pki());
      pki.ensure(spec.address(), Clock.systemUTC());
      Path authority = pki.authority().certificate();
      PrivateFiles.write(
          spec.kubeconfig(),
          Kubeconfig.embedded(spec.name(), spec.url(), authority, pki.administrator()));
      PrivateFiles.write(
          CommandLines.controllerManagerKubeconfig(spec),
          Kubeconfig.embedded(spec.name(), spec.url(), authority, pki.controllerManager()));
    } catch (IOException e) {
      throw new ControlPlaneException(
          "The control plane's folder cannot be prepared: " + spec.directory(), e);
    }
  }

  private void launch(Component component) {
    supervisors.put(
        component, Supervisor.start(() -> ComponentProcess.start(component, spec), RESTARTS));
  }

  private void awaitReady(Readiness readiness, String url) {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    String last;
    try {
      do {
        failIfEnded();
        last = readiness.ask(url);
        if (last.isEmpty()) {
          return;
        }
        Thread.sleep(100);
      } while (System.nanoTime() < deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while the control plane was starting", e);
    }
    throw new ControlPlaneException(
        "The API server at %s was not ready within %d s, logs are in %s; it last said: %s"
            .formatted(spec.url(), READY_WITHIN.toSeconds(), spec.logs(), last));
  }

  private void failIfEnded() {
    for (Supervisor supervisor : supervisors.values()) {
      supervisor
          .firstEnd()
          .ifPresent(reason -> {
            throw new ControlPlaneException(reason);
          });
    }
  }
}
