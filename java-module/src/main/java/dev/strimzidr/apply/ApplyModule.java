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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The module {@code strimzi_apply}: makes a batch of resources so. */
public final class ApplyModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.list("resources", Type.DICT).alsoCalled("definition", "resource_definition"),
              Option.list("src", Type.PATH),
              Option.string("namespace").orEnvironment("K8S_AUTH_NAMESPACE"),
              Option.string("state").withDefault("present").oneOf("present", "absent"),
              Option.flag("force_conflicts", false),
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
    List<ObjectNode> resources = new ArrayList<>(reader.fromMappings(arguments.maps("resources")));
    arguments.strings("src").forEach(source -> resources.addAll(reader.fromFiles(source)));
    ResourceCheck.check(resources, arguments.optionalString("namespace").orElse(""));
    long timeout = arguments.integer("wait_timeout");
    if (timeout < 0) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option wait_timeout: given is %d, allowed are seconds from 0 on".formatted(timeout));
    }
    return new ApplyRequest(
        resources,
        arguments.string("state").equals("present"),
        arguments.flag("force_conflicts"),
        arguments.flag("wait"),
        Duration.ofSeconds(timeout),
        invocation.checkMode());
  }
}
