package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a client's errors mean. */
public final class KafkaErrors {
  private KafkaErrors() {}

  /**
   * The failure.
   *
   * @param what what was tried, where
   */
  public static ModuleFailure of(Throwable error, String what) {
    Throwable cause = root(error);
    if (cause instanceof ModuleFailure failure) {
      return failure;
    }
    Reason reason =
        switch (cause) {
          case SslAuthenticationException ssl -> Reason.TLS;
          case SSLException ssl -> Reason.TLS;
          case AuthenticationException authentication -> Reason.UNAUTHENTICATED;
          case AuthorizationException authorization -> Reason.FORBIDDEN;
          case UnknownTopicOrPartitionException unknown -> Reason.NOT_FOUND;
          case NotEnoughReplicasException replicas -> Reason.UNAVAILABLE;
          case NotEnoughReplicasAfterAppendException replicas -> Reason.UNAVAILABLE;
          case LeaderNotAvailableException leader -> Reason.UNAVAILABLE;
          case NotLeaderOrFollowerException leader -> Reason.UNAVAILABLE;
          case ProducerFencedException other -> Reason.CONFLICT;
          case InvalidProducerEpochException other -> Reason.CONFLICT;
          case PolicyViolationException policy -> Reason.REJECTED;
          case RecordTooLargeException large -> Reason.REJECTED;
          case TimeoutException timeout ->
              unknownTopic(timeout) ? Reason.NOT_FOUND : Reason.TIMEOUT;
          case DisconnectException gone -> Reason.UNREACHABLE;
          case IOException gone -> Reason.UNREACHABLE;
          case ConfigException config -> unresolved(config) ? Reason.DNS : Reason.INTERNAL;
          default -> Reason.INTERNAL;
        };
    return new ModuleFailure(reason, "%s: %s".formatted(what, said(cause)), cause);
  }

  /** A producer waits for a topic to appear, and only its text tells that from a dead broker. */
  private static boolean unknownTopic(TimeoutException timeout) {
    return String.valueOf(timeout.getMessage()).contains("not present in metadata");
  }

  private static boolean unresolved(ConfigException config) {
    return String.valueOf(config.getMessage()).contains("No resolvable bootstrap urls");
  }

  private static String said(Throwable cause) {
    String name = cause.getClass().getSimpleName().replaceAll("Exception$", "");
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }

  private static Throwable root(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause.getClass() == org.apache.kafka.common.KafkaException.class)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
