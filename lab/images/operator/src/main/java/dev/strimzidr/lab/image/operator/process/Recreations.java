package dev.strimzidr.lab.image.operator.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a controller again of a resource that was created while the deletion of the former one of
 * its name was being handled: with the deletion done, the framework forgets all that it has heard
 * of the name. It says that it forgets only to what keeps its metrics.
 */
public final class Recreations<R extends HasMetadata> extends AbstractEventSource<R, R>
    implements Metrics {
  private volatile @Nullable ResourceCache<R> resources;

  public Recreations(Class<R> kind) {
    super(kind);
  }

  /** The source of events of a controller. */
  public Recreations<R> in(EventSourceContext<R> context) {
    resources = context.getPrimaryCache();
    return this;
  }

  @Override
  public void cleanupDone(ResourceID id, Map<String, Object> metadata) {
    Optional.ofNullable(resources)
        .flatMap(known -> known.get(id))
        .ifPresent(again ->
            getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, again)));
  }

  @Override
  public Set<R> getSecondaryResources(R primary) {
    return Set.of();
  }
}
