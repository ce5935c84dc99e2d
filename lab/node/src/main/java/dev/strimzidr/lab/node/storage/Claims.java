package dev.strimzidr.lab.node.storage;

import dev.strimzidr.lab.node.volume.MissingSourceException;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Supplier;

/** Finds the folder behind a claim. */
public final class Claims {
  private final Supplier<? extends Collection<PersistentVolumeClaim>> claims;
  private final Supplier<? extends Collection<PersistentVolume>> volumes;

  /** Looks among these. */
  public Claims(
      Supplier<? extends Collection<PersistentVolumeClaim>> claims,
      Supplier<? extends Collection<PersistentVolume>> volumes) {
    this.claims = claims;
    this.volumes = volumes;
  }

  /**
   * The folder of the volume that a claim is bound to.
   *
   * @throws MissingSourceException when there is no such claim, or it is not bound yet
   */
  public Path folder(String namespace, String name) throws MissingSourceException {
    PersistentVolumeClaim claim =
        claims.get().stream()
            .filter(c -> namespace.equals(c.getMetadata().getNamespace()))
            .filter(c -> name.equals(c.getMetadata().getName()))
            .findFirst()
            .orElseThrow(() ->
                new MissingSourceException("persistentvolumeclaim \"" + name + "\" not found"));
    String phase = claim.getStatus() == null ? "" : claim.getStatus().getPhase();
    if (!"Bound".equals(phase)) {
      throw new MissingSourceException("persistentvolumeclaim \"" + name + "\" is not bound yet");
    }
    return volumes.get().stream()
        .filter(v -> v.getMetadata().getName().equals(claim.getSpec().getVolumeName()))
        .filter(v -> v.getSpec().getHostPath() != null)
        .map(v -> Path.of(v.getSpec().getHostPath().getPath()))
        .findFirst()
        .orElseThrow(() ->
            new MissingSourceException(
                "persistentvolumeclaim \"" + name + "\" has no volume of this lab"));
  }
}
