package dev.strimzidr.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The statuses are what Strimzi 1.2 and Kubernetes 1.34 really write. */
class ReadinessRulesTest {
  private static final String READY =
      "conditions: [{type: Ready, status: 'True'}], observedGeneration: 2";
  private static final String CONNECTORS =
      """
      , connectors: [{name: 'prod->dr.MirrorSourceConnector', connector: {state: %s}, tasks: [{id: 0, state: %s}]}]\
      """;

  private static final String LATE =
      "status: {observedGeneration: SEEN, conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: ReplicaSet has timed out}]}}";

  private static final String FAILED =
      "conditions: [{type: NotReady, status: 'True', reason: NoStackTraceThrowable, message: One or"
          + " more connectors are in FAILED state}], observedGeneration: 2";
  private static final String REBALANCING =
      "Request cannot be completed because a rebalance is expected";
  private static final String REBALANCE =
      "conditions: [{type: NotReady, status: 'True', reason: CompletionException, message: 'ConnectRestException: GET /connectors/x/config returned 500: %s'}], observedGeneration: 2"
          .formatted(REBALANCING);

  static Stream<Arguments> cases() {
    return Stream.of(
        strimzi("Kafka", READY, Readiness.Ready.class, ""),
        strimzi("Kafka", READY.replace("2", "1"), Readiness.NotYet.class, "seen generation 1 of 2"),
        strimzi("Kafka", "observedGeneration: 2", Readiness.NotYet.class, "no condition yet"),
        strimzi(
            "Kafka",
            "observedGeneration: 2, conditions: null",
            Readiness.NotYet.class,
            "no condition yet"),
        strimzi("Kafka", "", Readiness.NotYet.class, "no operator has looked at it"),
        of(
            "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {generation: 1}, status:"
                + " null}",
            Readiness.NotYet.class,
            "no operator has looked at it"),
        strimzi(
            "Kafka",
            "observedGeneration: 2, conditions: [{type: NotReady, status: 'True', reason:"
                + " UnsupportedKafkaVersionException, message: 'Unsupported"
                + " Kafka.spec.kafka.version: 3.9.1.'}]",
            Readiness.Never.class,
            "Unsupported Kafka.spec.kafka.version"),
        strimzi(
            "Kafka",
            "observedGeneration: 2, conditions: [{type: NotReady, status: 'True', reason:"
                + " StrimziTimeoutException, message: 'Exceeded timeout of 60000ms'}]",
            Readiness.NotYet.class,
            "Exceeded timeout"),
        strimzi(
            "KafkaNodePool",
            "observedGeneration: 2, conditions: [], nodeIds: [0]",
            Readiness.Ready.class,
            ""),
        strimzi(
            "KafkaTopic",
            "observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason:"
                + " NotSupported, message: Decreasing partitions not supported}]",
            Readiness.Never.class,
            "Decreasing partitions"),
        strimzi(
            "KafkaTopic",
            "observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: KafkaError,"
                + " message: 'org.apache.kafka.common.errors.InvalidConfigurationException: Invalid"
                + " value abc'}]",
            Readiness.Never.class,
            "Invalid value abc"),
        strimzi(
            "KafkaTopic",
            "observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: KafkaError,"
                + " message: 'org.apache.kafka.common.errors.TimeoutException'}]",
            Readiness.NotYet.class,
            "TimeoutException"),
        strimzi(
            "KafkaUser",
            "observedGeneration: 2, conditions: [{type: NotReady, status: 'True', reason:"
                + " ExecutionException, message: Secret missing in namespace x not found}]",
            Readiness.NotYet.class,
            "Secret missing"),
        strimzi(
            "Kafka",
            "observedGeneration: 2, conditions: [{type: ReconciliationPaused, status: 'True'}]",
            Readiness.Never.class,
            "paused"),
        strimzi("KafkaMirrorMaker2", READY, Readiness.NotYet.class, "no connectors yet"),
        strimzi(
            "KafkaMirrorMaker2",
            READY + CONNECTORS.formatted("RUNNING", "RUNNING"),
            Readiness.Ready.class,
            ""),
        strimzi(
            "KafkaMirrorMaker2",
            READY + CONNECTORS.formatted("UNASSIGNED", "RUNNING"),
            Readiness.NotYet.class,
            "connector prod->dr.MirrorSourceConnector is UNASSIGNED"),
        strimzi(
            "KafkaMirrorMaker2",
            READY
                + CONNECTORS.formatted(
                    "RUNNING",
                    "FAILED, trace: \"o.a.ConnectException: Unrecoverable\\n\\tat x.Y\\nCaused by:"
                        + " org.apache.kafka.common.errors.RecordTooLargeException: The message is"
                        + " 5242880 bytes\""),
            Readiness.Failing.class,
            "why=task 0 of prod->dr.MirrorSourceConnector is FAILED: RecordTooLargeException: The"
                + " message is 5242880 bytes,"),
        strimzi(
            "KafkaMirrorMaker2",
            FAILED + CONNECTORS.formatted("FAILED", "RUNNING"),
            Readiness.Failing.class,
            "connector prod->dr.MirrorSourceConnector is FAILED: Connect keeps no trace of it"),
        strimzi(
            "KafkaMirrorMaker2",
            REBALANCE,
            Readiness.NotYet.class,
            "a rebalance is expected), unseen=true]"),
        strimzi(
            "KafkaMirrorMaker2",
            REBALANCE
                .replace("500", "400")
                .replace(REBALANCING, "Connector configuration is invalid"),
            Readiness.Never.class,
            "configuration is invalid"),
        strimzi(
            "KafkaMirrorMaker2",
            READY + CONNECTORS.formatted("RUNNING", "x").replaceAll("tasks: .*]}", "tasks: []}"),
            Readiness.NotYet.class,
            "connector prod->dr.MirrorSourceConnector has no tasks"),
        stopped(CONNECTORS.formatted("RUNNING", "RUNNING"), Readiness.NotYet.class, "is RUNNING"),
        stopped(
            CONNECTORS.formatted("STOPPED", "RUNNING"),
            Readiness.NotYet.class,
            "[why=task 0 of prod->dr.MirrorSourceConnector is RUNNING, unseen=true]"),
        stopped(
            CONNECTORS.formatted("STOPPED", "x").replaceAll("tasks: .*]}", "tasks: []}"),
            Readiness.Ready.class,
            ""),
        stopped(
            CONNECTORS
                .formatted("STOPPED", "x")
                .replaceAll("tasks: .*]}", "tasks: []}")
                .replace("Source", "Other"),
            Readiness.NotYet.class,
            "connector prod->dr.MirrorSourceConnector is not there"),
        of(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 1}, spec: {replicas: 1,"
                + " paused: true}}",
            Readiness.Ready.class,
            ""),
        of(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 1}, spec: {replicas:"
                + " 1}, status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1,"
                + " unavailableReplicas: 1}}",
            Readiness.NotYet.class,
            "0 of 1 Pods are available"),
        of(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 2}, spec: {replicas: 1}, "
                + LATE.replace("SEEN", "2"),
            Readiness.Never.class,
            "Progressing=False (ProgressDeadlineExceeded: ReplicaSet has timed out)"),
        of(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 2}, spec: {replicas: 1}, "
                + LATE.replace("SEEN", "1"),
            Readiness.NotYet.class,
            "its controller has seen generation 1 of 2"),
        of(
            "{apiVersion: other.example/v1, kind: Deployment, metadata: {generation: 2}, "
                + LATE.replace("SEEN", "2"),
            Readiness.Ready.class,
            ""),
        daemonSet(
            "", "2, updatedNumberScheduled: 1, numberAvailable: 2", false, "1 of 2 Pods are up"),
        daemonSet(
            "", "2, updatedNumberScheduled: 2, numberAvailable: 1", false, "1 of 2 Pods are av"),
        daemonSet("", "2, updatedNumberScheduled: 2, numberAvailable: 2", true, ""),
        daemonSet("", "0", true, ""),
        daemonSet("OnDelete", "2, updatedNumberScheduled: 0, numberAvailable: 2", true, ""),
        daemonSet("OnDelete", "2, numberAvailable: 1", false, "1 of 2 Pods are available"),
        statefulSet(
            "", "readyReplicas: 2, updatedReplicas: 3", "b", false, "2 of 3 Pods are ready"),
        statefulSet(
            "", "readyReplicas: 3, updatedReplicas: 1", "a", false, "1 of 3 Pods are updated"),
        statefulSet("", "readyReplicas: 3, updatedReplicas: 3", "b", true, ""),
        statefulSet("partition: 2", "readyReplicas: 3", "a", false, "0 of 1 Pods are updated"),
        statefulSet("partition: 2", "readyReplicas: 3, updatedReplicas: 1", "a", true, ""),
        statefulSet("partition: 5", "readyReplicas: 3", "a", true, ""),
        of(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {generation: 1}, spec: {updateStrategy: {type: OnDelete}}, status: {observedGeneration: 1, readyReplicas: 1, currentRevision: a, updateRevision: b}}",
            Readiness.Ready.class,
            ""),
        job("suspend: true", "", Readiness.NotYet.class, "it is suspended"),
        job(
            "completions: 3",
            "succeeded: 2, failed: 1",
            Readiness.NotYet.class,
            "2 of 3 Pods succ"),
        job(
            "suspend: false",
            "conditions: [{type: FailureTarget, status: 'True', reason: DeadlineExceeded}]",
            Readiness.Never.class,
            "DeadlineExceeded"),
        job(
            "suspend: false",
            "conditions: [{type: Complete, status: 'True'}]",
            Readiness.Ready.class,
            ""),
        pod("", "phase: Pending", Readiness.NotYet.class, "its phase is Pending"),
        pod("", "phase: Succeeded", Readiness.Ready.class, ""),
        pod(
            "",
            "phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes are available}]",
            Readiness.NotYet.class,
            "Unschedulable: 0/3 nodes are available"),
        pod(
            "",
            "phase: Running, conditions: [{type: Ready, status: 'False', reason: ContainersNotReady, message: 'containers with unready status: [c]'}], containerStatuses: [{name: c, state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]",
            Readiness.NotYet.class,
            "container c waits (CrashLoopBackOff: back-off 40s), it had ended with 137 (OOMKilled)"),
        pod(
            "",
            "phase: Pending, initContainerStatuses: [{name: i, state: {waiting: {reason: ErrImagePull}}}], containerStatuses: [{name: c, state: {waiting: {reason: PodInitializing}}}]",
            Readiness.NotYet.class,
            "[why=container i waits (ErrImagePull), unseen"),
        pod(
            "",
            "phase: Pending, containerStatuses: [{name: c, state: {waiting: {reason: InvalidImageName}}}]",
            Readiness.Never.class,
            "InvalidImageName"),
        pod(
            "restartPolicy: Never",
            "phase: Running, containerStatuses: [{name: c, state: {terminated: {exitCode: 1, reason: Error}}}, {name: d, state: {running: {}}}]",
            Readiness.Never.class,
            "container c has ended with 1 (Error)"),
        pod(
            "restartPolicy: Never",
            "phase: Failed, reason: Evicted, message: low on memory",
            Readiness.Never.class,
            "it has failed (Evicted: low on memory)"),
        of(
            "{apiVersion: v1, kind: Namespace, metadata: {deletionTimestamp: now, finalizers:"
                + " [a/b]}}",
            Readiness.Never.class,
            "waits for its finalizers [\"a/b\"]"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAStatus(JsonNode resource, Class<? extends Readiness> expected, String why) {
    Readiness readiness = ReadinessRules.of(resource);
    assertThat(readiness).isInstanceOf(expected);
    assertThat(readiness.toString()).contains(why);
  }

  private static Arguments strimzi(
      String kind, String status, Class<? extends Readiness> expected, String why) {
    return of(
        "{apiVersion: kafka.strimzi.io/v1, kind: %s, metadata: {name: x, generation: 2}, spec: {target: {alias: dr}, mirrors: [{source: {alias: prod}, sourceConnector: {}}]}, status: {%s}}"
            .formatted(kind, status),
        expected,
        why);
  }

  /** A mirror whose source connector is to be stopped. */
  private static Arguments stopped(
      String connectors, Class<? extends Readiness> expected, String why) {
    return of(
        "{apiVersion: kafka.strimzi.io/v1, kind: KafkaMirrorMaker2, metadata: {name: x, generation: 2}, spec: {target: {alias: dr}, mirrors: [{source: {alias: prod}, sourceConnector: {state: stopped}}]}, status: {%s}}"
            .formatted(READY + connectors),
        expected,
        why);
  }

  private static Arguments daemonSet(String strategy, String wanted, boolean ready, String why) {
    return of(
        "{apiVersion: apps/v1, kind: DaemonSet, metadata: {generation: 1}, spec: {updateStrategy: {type: '%s'}}, status: {observedGeneration: 1, desiredNumberScheduled: %s}}"
            .formatted(strategy, wanted),
        ready ? Readiness.Ready.class : Readiness.NotYet.class,
        why);
  }

  /** One of three replicas that goes from the revision a to b. */
  private static Arguments statefulSet(
      String rolling, String status, String current, boolean ready, String why) {
    return of(
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {generation: 1}, spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {%s}}}, status: {observedGeneration: 1, %s, currentRevision: %s, updateRevision: b}}"
            .formatted(rolling, status, current),
        ready ? Readiness.Ready.class : Readiness.NotYet.class,
        why);
  }

  private static Arguments job(
      String spec, String status, Class<? extends Readiness> expected, String why) {
    return of(
        "{apiVersion: batch/v1, kind: Job, metadata: {generation: 1}, spec: {%s}, status: {%s}}"
            .formatted(spec, status),
        expected,
        why);
  }

  private static Arguments pod(
      String spec, String status, Class<? extends Readiness> expected, String why) {
    return of(
        "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {%s}, status: {%s}}"
            .formatted(spec, status),
        expected,
        why);
  }

  private static Arguments of(String yaml, Class<? extends Readiness> expected, String why) {
    try {
      return Arguments.of(new ObjectMapper(new YAMLFactory()).readTree(yaml), expected, why);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
