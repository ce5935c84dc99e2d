package dev.strimzidr.lab.image.operator.kafka.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.strimzi.api.kafka.model.kafka.JbodStorage;
import io.strimzi.api.kafka.model.kafka.PersistentClaimStorage;
import io.strimzi.api.kafka.model.kafka.SingleVolumeStorage;
import io.strimzi.api.kafka.model.kafka.Storage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether the storage of running nodes may become another one. */
public final class StorageChange {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> FREE =
      List.of("deleteClaim", "kraftMetadata", "volumeAttributesClass", "size");

  private StorageChange() {}

  /**
   * Volumes may be added to and removed from JBOD, claims may grow, {@code deleteClaim} and {@code
   * kraftMetadata} may change. Anything else may not.
   */
  public static boolean allowed(Storage current, Storage desired) {
    if (current instanceof JbodStorage from && desired instanceof JbodStorage to) {
      Map<Integer, SingleVolumeStorage> volumes =
          from.getVolumes().stream()
              .collect(
                  Collectors.toMap(SingleVolumeStorage::getId, Function.identity(), (a, b) -> a));
      long ids = to.getVolumes().stream().map(SingleVolumeStorage::getId).distinct().count();
      long metadata = to.getVolumes().stream().filter(v -> v.getKraftMetadata() != null).count();
      return ids == to.getVolumes().size()
          && metadata <= 1
          && to.getVolumes().stream()
              .allMatch(volume -> {
                var before = volumes.get(volume.getId());
                return before == null || same(before, volume);
              });
    }
    return same(current, desired);
  }

  private static boolean same(Storage current, Storage desired) {
    if (current instanceof PersistentClaimStorage from
        && desired instanceof PersistentClaimStorage to) {
      if (bytes(from).compareTo(bytes(to)) > 0) {
        return false;
      }
    } else if (!Objects.equals(sizeLimit(current), sizeLimit(desired))) {
      return false;
    }
    return fixed(current).equals(fixed(desired));
  }

  private static java.math.BigDecimal bytes(PersistentClaimStorage claim) {
    return new Quantity(claim.getSize()).getNumericalAmount();
  }

  private static JsonNode sizeLimit(Storage storage) {
    return MAPPER.valueToTree(storage).path("sizeLimit");
  }

  private static JsonNode fixed(Storage storage) {
    JsonNode tree = MAPPER.valueToTree(storage);
    if (tree instanceof ObjectNode fields) {
      fields.remove(FREE);
    }
    return tree;
  }
}
