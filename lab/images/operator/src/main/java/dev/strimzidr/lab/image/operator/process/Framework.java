package dev.strimzidr.lab.image.operator.process;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the operator framework up for small JVMs that end when they lose the API server for good.
 */
public final class Framework {
  private static final Logger LOG = LoggerFactory.getLogger(Framework.class);
  private static final Duration TERMINATION = Duration.ofSeconds(2);

  private Framework() {}

  /**
   * An operator that reconciles so many resources at a time.
   *
   * @param metrics hears what the framework does
   * @param onLost called when an informer has given up, as it does when its rights are gone
   */
  public static Operator operator(
      KubernetesClient client, int concurrency, Metrics metrics, Runnable onLost) {
    var reconciling =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofVirtual().name("reconcile-", 0).factory());
    Operator operator =
        new Operator(overrider ->
            overrider
                .withKubernetesClient(client)
                .withExecutorService(reconciling)
                .withMetrics(metrics)
                .checkingCRDAndValidateLocalModel(false)
                .withReconciliationTerminationTimeout(TERMINATION)
                .withInformerStoppedHandler((informer, failure) -> {
                  if (failure != null) {
                    LOG.error(
                        "Watching {} ended", informer.getApiTypeClass().getSimpleName(), failure);
                    onLost.run();
                  }
                }));
    operator.installShutdownHook(TERMINATION);
    return operator;
  }
}
