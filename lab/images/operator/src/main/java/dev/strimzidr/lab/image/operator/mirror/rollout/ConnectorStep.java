package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.Connector;
import dev.strimzidr.lab.image.operator.mirror.connect.ConnectClient;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.common.ConnectorState;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one connector what it is to be, and does what annotations ask for. */
record ConnectorStep(Session session, KafkaMirrorMaker2 mirror, ConnectClient connect) {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorStep.class);

  /**
   * Returns what is to be said of the connector.
   *
   * @throws Refusal when Connect does not do as it is told
   */
  ConnectorResult run(Connector connector) {
    String name = connector.name();
    Optional<Map<String, String>> current = connect.config(name);
    ConnectorResult result;
    if (current.isEmpty()) {
      LOG.info("Creating connector {}", name);
      connect.create(connector);
      result = autoRestart(connector, connect.statusOfNew(name), List.of());
    } else if (current.get().equals(withName(connector))) {
      result = maintain(connector);
    } else {
      LOG.info("Reconfiguring connector {}", name);
      connect.configure(connector);
      changeState(connector, connect.statusOfNew(name));
      result = new ConnectorResult(connect.status(name), List.of(), Optional.empty());
    }
    connect.topics(name);
    return result;
  }

  private ConnectorResult maintain(Connector connector) {
    changeState(connector, connect.status(connector.name()));
    List<Condition> warnings = new ArrayList<>();
    new OffsetsStep(session, mirror, connect).run(connector).ifPresent(warnings::add);
    return autoRestart(connector, connect.statusOfNew(connector.name()), warnings);
  }

  private ConnectorResult autoRestart(
      Connector connector, Map<String, Object> status, List<Condition> warnings) {
    return new AutoRestartStep(session.clock(), mirror, connect).run(connector, status, warnings);
  }

  private void changeState(Connector connector, Map<String, Object> status) {
    String name = connector.name();
    ConnectorState wanted = connector.state().orElse(ConnectorState.RUNNING);
    String current = ConnectorStatus.state(status);
    boolean steady = List.of("RUNNING", "PAUSED", "STOPPED").contains(current);
    boolean failed = current.equals("FAILED");
    if (failed && wanted == ConnectorState.PAUSED) {
      throw new Refusal(
          "NoStackTraceThrowable",
          "Connector " + name + " cannot be paused since it is in failed state.");
    }
    boolean change = steady && !current.equals(wanted.name());
    if (change || (failed && wanted == ConnectorState.STOPPED)) {
      LOG.info("Connector {} goes from {} to {}", name, current, wanted);
      switch (wanted) {
        case RUNNING -> connect.resume(name);
        case PAUSED -> connect.pause(name);
        case STOPPED -> connect.stop(name);
      }
    }
  }

  /** Connect puts the name among the options. */
  private static Map<String, String> withName(Connector connector) {
    Map<String, String> config = new HashMap<>(connector.config());
    config.put("name", connector.name());
    return config;
  }
}
