package dev.strimzidr.fence;

import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;

/** What a broker's answer to a trial says about the rights of the one who asks. */
enum Verdict {
  REFUSED,
  /** The request was turned down, if at all, by what comes after the rights. */
  LET_IN,
  /** The answer says nothing about rights: the controller is not there, or a broker is busy. */
  UNKNOWN;

  private static final Set<Errors> REFUSALS =
      EnumSet.of(
          Errors.TOPIC_AUTHORIZATION_FAILED,
          Errors.GROUP_AUTHORIZATION_FAILED,
          Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
          Errors.CLUSTER_AUTHORIZATION_FAILED);

  private static final Set<Errors> NO_ANSWERS =
      EnumSet.of(
          Errors.UNKNOWN_SERVER_ERROR,
          Errors.REQUEST_TIMED_OUT,
          Errors.NOT_CONTROLLER,
          Errors.NETWORK_EXCEPTION,
          Errors.BROKER_NOT_AVAILABLE,
          Errors.THROTTLING_QUOTA_EXCEEDED);

  static Verdict of(Errors error) {
    return REFUSALS.contains(error) ? REFUSED : NO_ANSWERS.contains(error) ? UNKNOWN : LET_IN;
  }
}
