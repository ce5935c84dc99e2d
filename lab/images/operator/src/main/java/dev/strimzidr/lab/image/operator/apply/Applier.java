package dev.strimzidr.lab.image.operator.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Applies resources server-side, as the manager that Strimzi's operator is. */
public record Applier(KubernetesClient client) {
  private static final String MANAGER = "strimzi-kafka-operator";

  public <T extends HasMetadata> T apply(T desired) {
    return client.resource(desired).fieldManager(MANAGER).forceConflicts().serverSideApply();
  }

  /**
   * Applies resources side by side, bindings last: who has not all rights can only bind a role that
   * is there.
   *
   * @throws RuntimeException what the first one that failed has thrown
   */
  public void applyAll(Collection<? extends HasMetadata> desired) {
    Map<Boolean, List<Callable<HasMetadata>>> bindingsAndOthers =
        desired.stream()
            .collect(
                Collectors.partitioningBy(
                    resource -> resource.getKind().endsWith("Binding"),
                    Collectors.mapping(resource -> () -> apply(resource), Collectors.toList())));
    inParallel(bindingsAndOthers.getOrDefault(false, List.of()));
    inParallel(bindingsAndOthers.getOrDefault(true, List.of()));
  }

  /** Deletes a resource that is owned by the operator; one that is not there is fine. */
  public void delete(HasMetadata resource) {
    client.resource(resource).delete();
  }

  /** Takes annotations off, whatever else has changed meanwhile. */
  public void removeAnnotations(HasMetadata resource, List<String> annotations) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode removed = patch.withObjectProperty("metadata").withObjectProperty("annotations");
    annotations.stream()
        .filter(annotation -> Annotations.of(resource, annotation).isPresent())
        .forEach(removed::putNull);
    if (!removed.isEmpty()) {
      client.resource(resource).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }
  }

  /** Runs tasks side by side and returns when all have ended. */
  public static <T> List<T> inParallel(List<Callable<T>> tasks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = executor.invokeAll(tasks);
      return futures.stream().map(Applier::<T>get).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
