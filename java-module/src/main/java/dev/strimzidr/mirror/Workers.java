package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The Pods of a mirror. They outlive its resource for some seconds, and copy meanwhile. */
final class Workers {
  private final KubeApi api;
  private final Ref mirror;
  private final Clock clock;

  Workers(KubeApi api, Ref mirror, Clock clock) {
    this.api = api;
    this.mirror = mirror;
    this.clock = clock;
  }

  /** Waits until none is left. */
  void awaitGone(Instant deadline) {
    awaitGone(KnownKinds.POD, deadline);
  }

  /**
   * Leaves them no more than this time to end. The resource has to be gone: before what makes the
   * Pods is gone too, others would take their place.
   */
  void end(Duration grace, Instant deadline) {
    awaitGone(KnownKinds.STRIMZI_POD_SET, deadline);
    for (Ref pod : all(KnownKinds.POD)) {
      api.remove(pod, grace);
    }
  }

  private void awaitGone(Kind kind, Instant deadline) {
    for (List<Ref> left = all(kind); !left.isEmpty(); left = all(kind)) {
      new Waiter(api, clock, left, false).await(deadline);
    }
  }

  /** How they ended before they were started again. */
  WorkerEnds ends() {
    return new WorkerEnds(list(KnownKinds.POD));
  }

  private List<Ref> all(Kind kind) {
    return list(kind).stream().map(found -> Ref.to(kind, found)).toList();
  }

  private List<ObjectNode> list(Kind kind) {
    String labels =
        "strimzi.io/kind=%s,strimzi.io/cluster=%s".formatted(mirror.kind().name(), mirror.name());
    return api.list(kind, mirror.namespace(), labels);
  }
}
