package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.EphemeralStorage;
import io.strimzi.api.kafka.model.kafka.JbodStorage;
import io.strimzi.api.kafka.model.kafka.KRaftMetadataStorage;
import io.strimzi.api.kafka.model.kafka.PersistentClaimStorage;
import io.strimzi.api.kafka.model.kafka.SingleVolumeStorage;
import io.strimzi.api.kafka.model.kafka.Storage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The volumes of a storage, and where a broker finds them. */
public final class Storages {
  private static final String MOUNT_PATH = "/var/lib/kafka/";

  /** One volume: its name in the Pod and what it is. */
  public record DataVolume(String name, SingleVolumeStorage storage) {
    public String mountPath() {
      return MOUNT_PATH + name;
    }
  }

  private Storages() {}

  /**
   * The volumes in the order of the storage.
   *
   * @throws Refusal when a volume of JBOD storage has no id
   */
  public static List<DataVolume> volumes(Storage storage) {
    return singles(storage)
        .map(single -> new DataVolume(volumeName(storage, single), single))
        .toList();
  }

  /** The folder of the volume that holds the metadata log. */
  public static String metadataPath(Storage storage) {
    return volumes(storage).stream()
        .filter(volume -> KRaftMetadataStorage.SHARED.equals(volume.storage().getKraftMetadata()))
        .findFirst()
        .or(() ->
            volumes(storage).stream()
                .min(
                    Comparator.comparing(
                        volume -> Objects.requireNonNullElse(volume.storage().getId(), 0))))
        .map(DataVolume::mountPath)
        .orElseThrow(() ->
            Refusal.invalidResource("Cannot find any data volumes for storing KRaft metadata."));
  }

  public static boolean hasEphemeral(Storage storage) {
    return singles(storage).anyMatch(EphemeralStorage.class::isInstance);
  }

  public static boolean hasPersistent(Storage storage) {
    return singles(storage).anyMatch(PersistentClaimStorage.class::isInstance);
  }

  static Stream<SingleVolumeStorage> singles(Storage storage) {
    return switch (storage) {
      case JbodStorage jbod -> jbod.getVolumes().stream();
      case SingleVolumeStorage single -> Stream.of(single);
      default -> Stream.empty();
    };
  }

  private static String volumeName(Storage storage, SingleVolumeStorage single) {
    if (!(storage instanceof JbodStorage)) {
      return "data";
    }
    if (single.getId() == null) {
      throw Refusal.invalidResource("The 'id' property is required for volumes in JBOD storage.");
    }
    return "data-" + single.getId();
  }
}
