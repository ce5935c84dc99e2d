package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.network.SiteNetwork;
import dev.strimzidr.lab.node.volume.MissingSourceException;
import dev.strimzidr.lab.node.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one Pod, from its binding until nothing of it is left. */
final class PodWorker {
  private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final PodRuntime runtime;
  private final @Nullable PodWorker predecessor;
  private final String address;
  private final PodVolumes volumes;
  private final StatusPublisher statuses;
  private final List<ContainerKeeper> keepers = new ArrayList<>();
  private final BlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile Pod pod;
  private volatile PodFate fate = new PodFate.Live();
  private @Nullable PodStatus published;
  private String complained = "";

  /**
   * A worker for a Pod.
   *
   * @param predecessor the worker of an earlier Pod of the same name, which has to be done first
   */
  PodWorker(Pod pod, PodRuntime runtime, @Nullable PodWorker predecessor) {
    this.pod = pod;
    this.runtime = runtime;
    this.predecessor = predecessor;
    this.address = runtime.network().addressOf(pod);
    this.volumes =
        new PodVolumes(runtime.folders().pod(pod.getMetadata().getUid()), runtime.sources());
    this.statuses = new StatusPublisher(runtime.client(), pod);
    for (Container container : pod.getSpec().getContainers()) {
      var history =
          ContainerHistory.resume(
              statusOf(pod, container), runtime.clock(), ContainerKeeper.RESTARTS);
      keepers.add(new ContainerKeeper(container, runtime, volumes, address, history, this::wake));
    }
  }

  void start(Runnable whenFinished) {
    String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          run();
          whenFinished.run();
        });
  }

  /** The Pod has changed. One that is being deleted may be given less time than before. */
  void update(Pod changed) {
    pod = changed;
    boolean here = fate instanceof PodFate.Live || fate instanceof PodFate.Terminating;
    if (changed.getMetadata().getDeletionTimestamp() != null && here) {
      long seconds =
          Objects.requireNonNullElse(changed.getMetadata().getDeletionGracePeriodSeconds(), 30L);
      fate = new PodFate.Terminating(Duration.ofSeconds(seconds));
    }
    wake();
  }

  /** The Pod is gone from the API server: nothing is left to wait for. */
  void vanished() {
    fate = new PodFate.Gone();
    wake();
  }

  /** The site stops; the Pod itself stays. */
  void stopWithSite(Duration grace) {
    fate = new PodFate.SiteStops(grace);
    wake();
  }

  void wake() {
    var unused = wakeUps.offer(true);
  }

  boolean awaitFinished(Duration timeout) throws InterruptedException {
    return finished.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      if (predecessor != null) {
        predecessor.finished.await();
      }
      boolean over = false;
      while (!over) {
        over = step();
        if (!over) {
          wakeUps.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      statuses.close();
      finished.countDown();
    }
  }

  private boolean step() {
    try {
      return switch (fate) {
        case PodFate.Live live -> {
          live();
          yield false;
        }
        case PodFate.Terminating t -> {
          boolean ended = stopped(t.grace());
          yield ended && PodDeletion.finish(runtime.client(), pod) && cleanUp();
        }
        case PodFate.Gone gone -> stopped(Duration.ZERO) && cleanUp();
        case PodFate.SiteStops s -> stopped(s.grace());
      };
    } catch (RuntimeException e) {
      LOG.error("Pod {} needs another look", pod.getMetadata().getName(), e);
      return false;
    }
  }

  private void live() {
    boolean ready = prepareVolumes();
    runtime.network().refresh();
    keepers.forEach(keeper -> keeper.step(pod, ready && !over()));
    publish(ready);
  }

  private boolean prepareVolumes() {
    try {
      volumes.update(pod, address);
      complained = "";
      return true;
    } catch (MissingSourceException e) {
      String complaint = Objects.requireNonNullElse(e.getMessage(), "");
      if (!complaint.equals(complained)) {
        runtime.events().warning(pod, "FailedMount", complaint);
        complained = complaint;
      }
      return false;
    }
  }

  private boolean stopped(Duration grace) {
    for (ContainerKeeper keeper : keepers) {
      keeper.stop(grace);
      keeper.step(pod, false);
    }
    return keepers.stream().noneMatch(ContainerKeeper::isRunning);
  }

  private boolean cleanUp() {
    volumes.delete();
    return true;
  }

  private boolean over() {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private void publish(boolean volumesReady) {
    PodStatus status =
        PodStatuses.of(
            pod,
            keepers.stream().map(ContainerKeeper::view).toList(),
            volumesReady,
            SiteNetwork.reported(address),
            runtime.nodeAddress(),
            runtime.clock().instant());
    if (!over() && (!status.equals(published) || PodStatuses.readinessDiffers(pod, status))) {
      published = status;
      statuses.publish(status);
    }
  }

  private Duration pause() {
    Instant now = runtime.clock().instant();
    Duration longest = complained.isEmpty() && fate instanceof PodFate.Live ? LOOK_AGAIN : RETRY;
    return keepers.stream()
        .flatMap(keeper -> keeper.nextStep().stream())
        .map(due -> Duration.between(now, due))
        .map(wait -> wait.isNegative() ? Duration.ofMillis(50) : wait.plusMillis(1))
        .filter(wait -> wait.compareTo(longest) < 0)
        .min(Duration::compareTo)
        .orElse(longest);
  }

  private static @Nullable ContainerStatus statusOf(Pod pod, Container container) {
    return pod.getStatus() == null
        ? null
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> container.getName().equals(status.getName()))
            .findFirst()
            .orElse(null);
  }
}
