package dev.strimzidr.lab.image.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Objects;
import java.util.function.Consumer;

/** Changes of resources that an operator writes to at the same time. */
final class Edits {
  private static final int CONFLICT = 409;

  private Edits() {}

  /**
   * The resource after the change. When the operator has written in between, the API server asks
   * for the change to be made anew on what is there now, as it does of every client.
   */
  static <T extends HasMetadata> T edit(Resource<T> resource, Consumer<T> change) {
    return await("the change is accepted")
        .atMost(OperatorSite.DEADLINE)
        .ignoreExceptionsMatching(
            e -> e instanceof KubernetesClientException refused && refused.getCode() == CONFLICT)
        .until(
            () ->
                resource.edit(current -> {
                  change.accept(current);
                  return current;
                }),
            Objects::nonNull);
  }
}
