package dev.strimzidr.lab.image.operator.user;

import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has all users reconciled at once: who changes then waits behind them. */
final class Rounds extends AbstractEventSource<KafkaUser, KafkaUser> {
  private final Pace pace;
  private volatile @Nullable ResourceCache<KafkaUser> resources;

  Rounds(Pace pace) {
    super(KafkaUser.class);
    this.pace = pace;
  }

  /** The source of events of a controller. */
  Rounds in(EventSourceContext<KafkaUser> context) {
    resources = context.getPrimaryCache();
    return this;
  }

  /** Begins a round. Returns the users that are in it. */
  Set<String> begin() {
    Set<ResourceID> users =
        Objects.requireNonNull(resources)
            .list()
            .map(ResourceID::fromResource)
            .collect(Collectors.toSet());
    users.stream()
        .filter(user -> pace.admits(user.getName()))
        .forEach(user -> getEventHandler().handleEvent(new Event(user)));
    return users.stream().map(ResourceID::getName).collect(Collectors.toSet());
  }

  @Override
  public Set<KafkaUser> getSecondaryResources(KafkaUser primary) {
    return Set.of();
  }
}
