package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Component;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.strimzi.api.kafka.model.kafka.KafkaStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes volume claims, lets them grow where their storage class allows it, and deletes those that
 * may go.
 */
record ClaimStep(Session session) {

  void apply(List<PersistentVolumeClaim> desired, KafkaStatus status) {
    Map<String, PersistentVolumeClaim> existing = new HashMap<>();
    if (!desired.isEmpty()) {
      session
          .client()
          .persistentVolumeClaims()
          .inNamespace(session.settings().namespace())
          .list()
          .getItems()
          .forEach(claim -> existing.put(claim.getMetadata().getName(), claim));
    }
    List<PersistentVolumeClaim> applied = new ArrayList<>();
    for (PersistentVolumeClaim claim : desired) {
      PersistentVolumeClaim current = existing.get(claim.getMetadata().getName());
      Optional<String> refusal = current == null ? Optional.empty() : resizeRefusal(current, claim);
      refusal.ifPresent(
          text -> status.addCondition(session.conditions().warning("PvcResizingWarning", text)));
      if (refusal.isEmpty()) {
        applied.add(claim);
      }
    }
    session.applier().applyAll(applied);
  }

  /** Claims of nodes and volumes that are gone, if they are marked to go with them. */
  void deleteUnused(Component component, List<PersistentVolumeClaim> desired) {
    Set<String> names =
        desired.stream().map(claim -> claim.getMetadata().getName()).collect(Collectors.toSet());
    session.list(session.client().persistentVolumeClaims(), component.selector()).stream()
        .filter(claim -> !names.contains(claim.getMetadata().getName()))
        .filter(claim -> Annotations.isTrue(claim, Annotations.DELETE_CLAIM))
        .forEach(session.applier()::delete);
  }

  private Optional<String> resizeRefusal(
      PersistentVolumeClaim current, PersistentVolumeClaim desired) {
    boolean bound = current.getStatus() != null && "Bound".equals(current.getStatus().getPhase());
    if (!bound || size(current).compareTo(size(desired)) == 0) {
      return Optional.empty();
    }
    String name = desired.getMetadata().getName();
    String storageClass = Optional.ofNullable(current.getSpec().getStorageClassName()).orElse("");
    if (storageClass.isEmpty()) {
      return Optional.of("PVC " + name + " does not use any Storage Class and cannot be resized.");
    }
    StorageClass found =
        session.client().storage().v1().storageClasses().withName(storageClass).get();
    if (found == null) {
      return Optional.of(
          "Storage Class %s not found. PVC %s cannot be resized.".formatted(storageClass, name));
    }
    return Boolean.TRUE.equals(found.getAllowVolumeExpansion())
        ? Optional.empty()
        : Optional.of(
            "Storage Class %s does not support resizing of volumes. PVC %s cannot be resized."
                .formatted(storageClass, name));
  }

  private static java.math.BigDecimal size(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getResources().getRequests().get("storage"))
        .map(Quantity::getNumericalAmount)
        .orElseThrow();
  }
}
