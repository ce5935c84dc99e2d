package dev.strimzidr.status;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Why a connector or a task has failed: the innermost cause of the trace that Connect keeps of it.
 * No I/O.
 *
 * @param type the full name of the exception's class; empty where there is no trace
 * @param message what it says; may be empty
 */
public record Cause(String type, String message) {
  private static final Pattern THROWN =
      Pattern.compile("^(?:Caused by: )?((?:\\w+\\.)+[\\w$]+)(?:: (.*))?$");
  private static final String KAFKA = "org.apache.kafka.common.errors.";
  private static final int MOST_WORDS = 300;

  /** What passes by itself, besides what Kafka's clients call retriable. */
  private static final Set<String> PASSING =
      Set.of(
          KAFKA + "ProducerFencedException",
          KAFKA + "InvalidProducerEpochException",
          KAFKA + "InvalidPidMappingException",
          KAFKA + "InvalidTxnStateException",
          KAFKA + "TransactionAbortedException",
          KAFKA + "OutOfOrderSequenceException",
          KAFKA + "UnknownProducerIdException",
          "org.apache.kafka.connect.errors.RetriableException",
          "java.net.ConnectException",
          "java.net.SocketTimeoutException",
          "java.net.UnknownHostException",
          "java.util.concurrent.TimeoutException");

  private static final String LARGER =
      "let the mirror take it: set mirror_largest_record to the size of the largest record, and run"
          + " site.yml";
  private static final String SMALLER =
      "the standby takes less than the active site did: set max.message.bytes of the topic for both"
          + " sites, or mirror_compression to what the producers use, and run site.yml";
  private static final String MEMORY =
      "give the mirror's workers more memory, by mirror_jvm_options or mirror_resources, or set"
          + " mirror_largest_record, by which a task takes fewer records at once, and run site.yml";
  private static final String RIGHTS =
      "run site.yml, which gives the mirror's users their passwords and rights";
  private static final Map<String, String> CURES =
      Map.of(
          "OutOfMemoryError", MEMORY,
          "TopicAuthorizationException", RIGHTS,
          "GroupAuthorizationException", RIGHTS,
          "ClusterAuthorizationException", RIGHTS,
          "TransactionalIdAuthorizationException", RIGHTS,
          "SaslAuthenticationException", RIGHTS,
          "SslAuthenticationException", RIGHTS);

  /** The innermost cause in a trace as Java prints it. */
  public static Cause of(String trace) {
    Cause innermost = new Cause("", "Connect keeps no trace of it");
    for (String line : trace.lines().toList()) {
      Matcher thrown = THROWN.matcher(line);
      if (thrown.matches() && (innermost.type.isEmpty() || line.startsWith("Caused by: "))) {
        innermost = new Cause(thrown.group(1), Optional.ofNullable(thrown.group(2)).orElse(""));
      }
    }
    return innermost;
  }

  /** Whether it is known to pass by itself, so that a restart helps. What nobody knows does not. */
  public boolean passes() {
    return PASSING.contains(type) || retriable();
  }

  private boolean retriable() {
    if (!type.startsWith(KAFKA)) {
      return false;
    }
    try {
      return RetriableException.class.isAssignableFrom(
          Class.forName(type, false, Cause.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // of another version of Kafka
    }
  }

  /** What to do about it. */
  public String cure() {
    if (name().equals("RecordTooLargeException")) {
      return message.contains("max.request.size") || message.contains("buffer.memory")
          ? LARGER
          : SMALLER;
    }
    return CURES.getOrDefault(
        name(),
        passes()
            ? "a restart helps, which Strimzi does by itself, ever more rarely"
            : "its whole trace is in the status of the KafkaMirrorMaker2, and what came before in"
                + " the log of its Pods");
  }

  /** The name of the class alone. */
  private String name() {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    String said =
        message.length() > MOST_WORDS ? message.substring(0, MOST_WORDS) + "..." : message;
    return type.isEmpty() || said.isEmpty() ? name() + said : name() + ": " + said;
  }
}
