package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.strimzi.api.kafka.model.common.StrimziProbe;
import io.strimzi.api.kafka.model.common.StrimziProbeBuilder;
import org.jspecify.annotations.Nullable;

/** Probes out of what a resource asks for and what Strimzi takes otherwise. */
public final class Probes {
  private static final int TIMEOUT_SECONDS = 5;

  private Probes() {}

  /** The options asked for, or the usual ones with this delay. */
  public static ProbeBuilder options(@Nullable StrimziProbe asked, int initialDelaySeconds) {
    StrimziProbe probe = asked == null ? usual(initialDelaySeconds) : asked;
    var builder =
        new ProbeBuilder()
            .withTimeoutSeconds(probe.getTimeoutSeconds())
            .withPeriodSeconds(probe.getPeriodSeconds())
            .withSuccessThreshold(probe.getSuccessThreshold())
            .withFailureThreshold(probe.getFailureThreshold());
    return probe.getInitialDelaySeconds() > 0
        ? builder.withInitialDelaySeconds(probe.getInitialDelaySeconds())
        : builder;
  }

  public static ProbeBuilder http(ProbeBuilder options, String path, String port) {
    return options.withNewHttpGet().withPath(path).withNewPort(port).endHttpGet();
  }

  private static StrimziProbe usual(int initialDelaySeconds) {
    return new StrimziProbeBuilder()
        .withInitialDelaySeconds(initialDelaySeconds)
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .build();
  }
}
