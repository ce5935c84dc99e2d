package dev.strimzidr.lab.node.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Pods that are bound to this node. */
public final class Pods implements ResourceEventHandler<Pod> {
  private static final Logger LOG = LoggerFactory.getLogger(Pods.class);

  private final PodRuntime runtime;
  private final String node;
  private final Map<String, PodWorker> byUid = new HashMap<>();
  private final Map<String, PodWorker> byName = new HashMap<>();
  private boolean stopping;

  /** Looks after the Pods of a node of this name. */
  public Pods(PodRuntime runtime, String node) {
    this.runtime = runtime;
    this.node = node;
  }

  @Override
  public synchronized void onAdd(Pod pod) {
    onUpdate(pod, pod);
  }

  @Override
  public synchronized void onUpdate(Pod before, Pod pod) {
    if (!Objects.equals(before.getMetadata().getUid(), pod.getMetadata().getUid())) {
      onDelete(before, true);
    }
    PodWorker worker = byUid.get(pod.getMetadata().getUid());
    if (worker != null) {
      worker.update(pod);
    } else if (node.equals(pod.getSpec().getNodeName()) && !stopping) {
      begin(pod);
    }
  }

  @Override
  public synchronized void onDelete(Pod pod, boolean finalStateUnknown) {
    PodWorker worker = byUid.get(pod.getMetadata().getUid());
    if (worker != null) {
      worker.vanished();
    }
  }

  /** Something that volumes or variables may come from has changed. */
  public synchronized void wakeAll() {
    byUid.values().forEach(PodWorker::wake);
  }

  /**
   * Ends all processes; the Pods themselves stay, and run again when the site does.
   *
   * @param grace how long they may take
   */
  public void stop(Duration grace) throws InterruptedException {
    List<PodWorker> workers;
    synchronized (this) {
      stopping = true;
      workers = new ArrayList<>(byUid.values());
    }
    workers.forEach(worker -> worker.stopWithSite(grace));
    for (PodWorker worker : workers) {
      if (!worker.awaitFinished(grace.plusSeconds(5))) {
        LOG.warn("A Pod did not end within {} s", grace.toSeconds());
      }
    }
  }

  private void begin(Pod pod) {
    String uid = pod.getMetadata().getUid();
    String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    var worker = new PodWorker(pod, runtime, byName.get(name));
    byUid.put(uid, worker);
    byName.put(name, worker);
    worker.update(pod);
    worker.start(() -> finished(uid, name, worker));
  }

  private synchronized void finished(String uid, String name, PodWorker worker) {
    byUid.remove(uid);
    byName.remove(name, worker);
  }
}
