package dev.strimzidr.lab.image.operator.apply;

import dev.strimzidr.lab.image.operator.process.OperatorSettings;
import dev.strimzidr.lab.image.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a reconciliation works with: the API server, the operator's settings and a clock. */
public record Session(KubernetesClient client, OperatorSettings settings, Clock clock) {

  public Applier applier() {
    return new Applier(client);
  }

  public Waiting waiting() {
    return new Waiting(client, settings.namespace(), settings.operationTimeout());
  }

  public StatusWriter statuses() {
    return new StatusWriter(client);
  }

  public Conditions conditions() {
    return new Conditions(clock);
  }

  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(
        client.secrets().inNamespace(settings.namespace()).withName(name).get());
  }

  /** All resources of a kind with these labels. */
  public <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
      MixedOperation<T, L, ? extends Resource<T>> operation, Map<String, String> labels) {
    return operation.inNamespace(settings.namespace()).withLabels(labels).list().getItems();
  }
}
