package dev.strimzidr.lab.image.operator.mirror;

import io.strimzi.api.kafka.model.common.ConnectorState;
import io.strimzi.api.kafka.model.connector.AutoRestart;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2ConnectorSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A connector as it is to be.
 *
 * @param config all its options but its name
 */
public record Connector(
    String name, Map<String, String> config, KafkaMirrorMaker2ConnectorSpec spec) {

  /** The state asked for, if one is. */
  public Optional<ConnectorState> state() {
    return Optional.ofNullable(spec.getState());
  }

  /** How failures are to be mended, if they are. */
  public Optional<AutoRestart> autoRestart() {
    return Optional.ofNullable(spec.getAutoRestart()).filter(AutoRestart::isEnabled);
  }

  /** The key of its offsets in ConfigMaps. */
  public String offsetsKey() {
    return name.replace("->", "--") + ".json";
  }
}
