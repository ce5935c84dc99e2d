package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.resource.Component;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMap that offsets are listed in. */
final class OffsetsMap {
  private static final String TYPE = "kafka-connector";

  private OffsetsMap() {}

  /** The ConfigMap with these offsets; what else is in it, and who else owns it, stays. */
  static ConfigMap of(
      KafkaMirrorMaker2 mirror,
      String name,
      Optional<ConfigMap> current,
      Map<String, String> offsets) {
    Component component = Component.of(mirror, mirror.getMetadata().getName(), TYPE);
    Map<String, String> data = new TreeMap<>(current.map(ConfigMap::getData).orElse(Map.of()));
    data.putAll(offsets);
    List<OwnerReference> owners =
        new ArrayList<>(
            current.map(map -> map.getMetadata().getOwnerReferences()).orElse(List.of()));
    OwnerReference own = component.owner();
    if (owners.stream()
        .noneMatch(o -> o.getName().equals(own.getName()) && o.getKind().equals(own.getKind()))) {
      owners.add(own);
    }
    return new ConfigMapBuilder()
        .withMetadata(component.metadata(name))
        .editMetadata()
        .withOwnerReferences(owners)
        .endMetadata()
        .withData(data)
        .build();
  }
}
