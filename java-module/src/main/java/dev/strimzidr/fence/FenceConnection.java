package dev.strimzidr.fence;

import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.module.Background;
import dev.strimzidr.module.Futures;
import dev.strimzidr.pair.Site;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The one connection to the Kafka of a site by which its fence is set, made when it is needed. */
final class FenceConnection implements AutoCloseable {
  private final Site site;
  private final FenceRequest request;
  private @Nullable CompletableFuture<FenceCluster> connecting;
  private @Nullable FenceCluster cluster;
  private volatile boolean reached;

  FenceConnection(Site site, FenceRequest request) {
    this.site = site;
    this.request = request;
  }

  /**
   * Begins to go to Kafka in the background; what fails there is tried again when Kafka is asked.
   */
  void connect() {
    connecting =
        CompletableFuture.supplyAsync(
            () -> {
              FenceCluster found = open();
              found.connect();
              reached = true;
              return found;
            },
            Background::start);
  }

  /** Whether a broker has answered to {@link #connect}. Any thread may ask. */
  boolean reached() {
    return reached;
  }

  /** The cluster. */
  FenceCluster get() {
    if (cluster == null) {
      cluster = connecting == null ? open() : connected(connecting);
    }
    return cluster;
  }

  private FenceCluster connected(CompletableFuture<FenceCluster> begun) {
    connecting = null;
    return Futures.get(begun);
  }

  private FenceCluster open() {
    return new FenceCluster(
        KafkaEntrance.find(site, request.listener(), request.user()), request.requestTimeout());
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
    if (connecting != null) {
      CompletableFuture<?> unused = connecting.thenAccept(FenceCluster::close);
    }
  }
}
