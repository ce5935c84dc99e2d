package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Diff;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Rule;
import dev.strimzidr.module.Type;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The module {@code strimzi_apply}: makes a batch of resources so. */
public final class ApplyModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.of("resources", Type.RAW)
                  .alsoCalled("definition", "resource_definition")
                  .hidden(),
              Option.list("src", Type.PATH),
              Option.string("namespace").orEnvironment("K8S_AUTH_NAMESPACE"),
              Option.string("state").withDefault("present").oneOf("present", "absent"),
              Option.string("subresource").oneOf("status"),
              Option.flag("force_conflicts", false),
              Option.dict(
                  "prune",
                  Option.string("label_selector").must(),
                  Option.list("kinds", Type.STR).must()),
              Option.flag("wait", false),
              Option.integer("wait_timeout").withDefault(120L))
          .and(Connection.OPTIONS)
          .where(Rule.requiredOneOf("resources", "src"));

  public static void main(String... arguments) {
    ModuleRunner.main(new ApplyModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    ApplyRequest request = request(arguments, invocation);
    try (KubeApi api = Connection.open(arguments)) {
      List<Outcome> outcomes = new Batch(api, request, Clock.systemUTC()).run();
      List<Diff> diffs =
          invocation.diffMode()
              ? outcomes.stream().map(Outcome::diff).flatMap(Optional::stream).toList()
              : List.of();
      return new Result.Success(
          outcomes.stream().anyMatch(outcome -> outcome.what().changed()),
          Map.of("resources", outcomes.stream().map(Outcome::document).toList()),
          diffs);
    }
  }

  private static ApplyRequest request(Arguments arguments, Invocation invocation) {
    ResourceReader reader = new ResourceReader();
    List<ObjectNode> resources = new ArrayList<>();
    arguments.raw("resources").ifPresent(given -> resources.addAll(reader.fromOption(given)));
    arguments.strings("src").forEach(source -> resources.addAll(reader.fromFiles(source)));
    String namespace = arguments.optionalString("namespace").orElse("");
    ResourceCheck.check(resources, namespace);
    boolean present = arguments.string("state").equals("present");
    Optional<PruneRequest> prune =
        arguments.arguments("prune").map(given -> prune(given, namespace));
    boolean statusOnly = arguments.has("subresource");
    if (statusOnly && (!present || prune.isPresent())) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option subresource goes neither with state=absent nor with prune");
    }
    if (prune.isPresent() && !present) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "options prune and state=absent exclude each other");
    }
    if (prune.isPresent() && resources.isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option prune: the batch is empty, so everything with these labels would be removed. If that is wanted, name it with state=absent");
    }
    return new ApplyRequest(
        resources,
        present,
        statusOnly,
        arguments.flag("force_conflicts"),
        arguments.flag("wait"),
        arguments.seconds("wait_timeout", 0),
        prune,
        invocation.checkMode());
  }

  private static PruneRequest prune(Arguments given, String namespace) {
    String labels = given.string("label_selector");
    if (labels.isBlank()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option prune.label_selector is empty: it would match everything");
    }
    return new PruneRequest(
        labels, namespace, given.strings("kinds").stream().map(ApplyModule::kind).toList());
  }

  /** As kubectl writes it: group/version/kind, the group of the oldest kinds is core. */
  private static PruneRequest.PrunedKind kind(String given) {
    List<String> parts = List.of(given.split("/", -1));
    String group = parts.getFirst().equals("core") ? "" : parts.getFirst() + "/";
    if (parts.size() != 3 || !ResourceCheck.legalKind(group + parts.get(1), parts.get(2))) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option prune.kinds: given is '%s', allowed is group/version/kind, such as kafka.strimzi.io/v1/KafkaTopic or core/v1/ConfigMap"
              .formatted(given));
    }
    return new PruneRequest.PrunedKind(group + parts.get(1), parts.get(2));
  }
}
