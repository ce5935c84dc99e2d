package dev.strimzidr.lab.image.operator.kafka.roll;

import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.apply.BackOff;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.config.ConfigChange;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the nodes of a cluster, one after another, and restarts or reconfigures those that
 * need it: nodes that are not ready first, controllers before brokers, the active controller last,
 * and none while that would hurt the quorum or a partition.
 */
public final class Rolling implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rolling.class);
  private static final int ATTEMPTS = 10;
  private static final long FIRST_PAUSE_MS = 250;
  private static final long FETCH_TIMEOUT_MS = 2_000;
  private static final String FETCH_TIMEOUT = "controller.quorum.fetch.timeout.ms";
  private final Session session;
  private final List<Node> nodes;
  private final KafkaView kafka;
  private final Function<Node, Map<String, String>> desired;
  private final boolean reconfigure;

  private Rolling(
      Session session,
      List<Node> nodes,
      KafkaView kafka,
      Function<Node, Map<String, String>> desired,
      boolean reconfigure) {
    this.session = session;
    this.nodes = nodes;
    this.kafka = kafka;
    this.desired = desired;
    this.reconfigure = reconfigure;
  }

  /** Only restarts. */
  public static Rolling of(Session session, String cluster, List<Node> nodes, Identity identity) {
    var kafka = new KafkaView(session.settings().namespace(), cluster, nodes, identity);
    return new Rolling(session, nodes, kafka, node -> Map.of(), false);
  }

  /** Compares the configuration of running nodes with the desired one as well. */
  public static Rolling of(
      Session session,
      String cluster,
      List<Node> nodes,
      Identity identity,
      Function<Node, Map<String, String>> desired) {
    var kafka = new KafkaView(session.settings().namespace(), cluster, nodes, identity);
    return new Rolling(session, nodes, kafka, desired, true);
  }

  /**
   * Restarts the nodes for whose Pods there are reasons.
   *
   * @throws Refusal when a node does not come back, or cannot be restarted without harm
   */
  public void restart(Function<Pod, List<String>> reasons) {
    Deque<Attempt> queue = new ArrayDeque<>(order());
    while (!queue.isEmpty()) {
      Attempt attempt = queue.poll();
      switch (visit(attempt, reasons, queue.isEmpty())) {
        case DONE -> LOG.debug("{} is up to date", attempt.node.podName());
        case AFTER_THE_OTHERS -> queue.add(attempt);
        case LATER -> {
          attempt.backOff();
          queue.add(attempt);
        }
      }
    }
  }

  @Override
  public void close() {
    kafka.close();
  }

  private enum Outcome {
    DONE,
    LATER,
    AFTER_THE_OTHERS
  }

  private static final class Attempt {
    private final Node node;
    private final BackOff delays = new BackOff(FIRST_PAUSE_MS, ATTEMPTS);

    Attempt(Node node) {
      this.node = node;
    }

    void backOff() {
      delays.pause();
    }

    boolean isLast() {
      return delays.isExhausted();
    }
  }

  private List<Attempt> order() {
    List<Node> sorted = new ArrayList<>(nodes);
    Comparator<Node> controllersFirst = Comparator.comparing(node -> !node.controller());
    sorted.sort(
        controllersFirst.thenComparing(node -> pod(node).map(Readiness::isPodReady).orElse(false)));
    return sorted.stream().map(Attempt::new).toList();
  }

  private Optional<Pod> pod(Node node) {
    return Optional.ofNullable(
        session
            .client()
            .pods()
            .inNamespace(session.settings().namespace())
            .withName(node.podName())
            .get());
  }

  private Outcome visit(Attempt attempt, Function<Pod, List<String>> reasonsOf, boolean last) {
    Node node = attempt.node;
    Optional<Pod> found = pod(node);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    Pod pod = found.get();
    List<String> reasons = new ArrayList<>(reasonsOf.apply(pod));
    if (PodState.isStuck(pod)) {
      if (reasons.isEmpty()) {
        throw new Refusal("FatalProblem", "Pod is unschedulable or is not starting");
      }
      restart(pod, reasons);
      return Outcome.DONE;
    }
    awaitReadyIfPossible(node);
    try {
      ConfigChange change = reasons.isEmpty() ? change(node) : NO_CHANGE;
      if (change.needsRestart()) {
        reasons.add("Configuration change requires restart");
      }
      if (reasons.isEmpty() && change.isEmpty()) {
        awaitReady(node, "non-restarted");
        return Outcome.DONE;
      }
      if (node.controller() && !last && kafka.quorum().leader() == node.id()) {
        return Outcome.AFTER_THE_OTHERS;
      }
      if (!canRestart(node)) {
        return later(attempt, "Pod " + node.podName() + " cannot be updated right now.");
      }
      if (reasons.isEmpty() && reconfigured(node, change)) {
        return Outcome.DONE;
      }
      restart(pod, reasons.isEmpty() ? List.of("Configuration change requires restart") : reasons);
      return Outcome.DONE;
    } catch (KafkaException e) {
      if (attempt.isLast() && !reasons.isEmpty()) {
        LOG.warn(
            "{} is restarted although Kafka does not answer: {}", node.podName(), e.getMessage());
        restart(pod, reasons);
        return Outcome.DONE;
      }
      return later(attempt, "Error getting broker config: " + e);
    }
  }

  private static final ConfigChange NO_CHANGE = new ConfigChange(Map.of(), Map.of(), false);

  private ConfigChange change(Node node) {
    return reconfigure
        ? ConfigChange.between(kafka.configuration(node), desired.apply(node), node.controller())
        : NO_CHANGE;
  }

  private boolean reconfigured(Node node, ConfigChange change) {
    try {
      kafka.change(node, change);
      LOG.info(
          "{} took over {} and {}",
          node.podName(),
          change.perNode().keySet(),
          change.clusterWide().keySet());
      return true;
    } catch (KafkaException e) {
      LOG.warn("{} does not take over its new configuration: {}", node.podName(), e.getMessage());
      return false;
    }
  }

  private boolean canRestart(Node node) {
    long fetchTimeout =
        Optional.ofNullable(desired.apply(node).get(FETCH_TIMEOUT))
            .map(Long::parseLong)
            .orElse(FETCH_TIMEOUT_MS);
    boolean quorumHolds =
        !node.controller() || kafka.quorum().allowsRestartOf(node.id(), fetchTimeout);
    return quorumHolds
        && (!node.broker() || kafka.partitions().stream().noneMatch(p -> p.suffersFrom(node.id())));
  }

  private void restart(Pod pod, List<String> reasons) {
    String name = pod.getMetadata().getName();
    LOG.info("Rolling Pod {} due to {}", name, reasons);
    session.applier().delete(pod);
    session.waiting().podReplaced(name, pod.getMetadata().getUid());
    awaitReady(name, "restarted");
  }

  private void awaitReadyIfPossible(Node node) {
    try {
      session.waiting().podReady(node.podName());
    } catch (Refusal e) {
      LOG.warn("Pod {} is not ready, which a restart may help: {}", node.podName(), e.getMessage());
    }
  }

  private void awaitReady(Node node, String which) {
    awaitReady(node.podName(), which);
  }

  private void awaitReady(String pod, String which) {
    try {
      session.waiting().podReady(pod);
    } catch (Refusal e) {
      throw new Refusal(
          "FatalProblem",
          "Error while waiting for %s pod %s to become ready".formatted(which, pod));
    }
  }

  private static Outcome later(Attempt attempt, String message) {
    if (attempt.isLast()) {
      throw new Refusal("UnforceableProblem", message);
    }
    LOG.info("{}: {}", attempt.node.podName(), message);
    return Outcome.LATER;
  }
}
