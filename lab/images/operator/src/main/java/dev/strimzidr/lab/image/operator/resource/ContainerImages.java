package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How images are pulled.
 *
 * @param policy the policy asked for by the operator's environment
 * @param secrets the pull secrets that every Pod gets
 */
public record ContainerImages(Optional<String> policy, List<LocalObjectReference> secrets) {

  public String pullPolicy(String image) {
    return policy.orElse(
        image.toLowerCase(Locale.ROOT).contains(":latest") ? "Always" : "IfNotPresent");
  }
}
