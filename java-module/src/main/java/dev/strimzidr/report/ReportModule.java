package dev.strimzidr.report;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_move_report}: writes the report of a move. It asks no server. */
public final class ReportModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Option.path("directory"),
          Option.string("state").must().oneOf(State.words()),
          Option.dict("move").must(),
          Option.integer("epoch").must(),
          Option.string("active").must(),
          Option.list("unfenced", Type.STR),
          Option.dict("failure", Option.string("task").must(), Option.string("msg").must()),
          Option.string("at_risk").withDefault(""),
          Option.list("findings", Type.DICT),
          Option.list("notes", Type.STR),
          Option.list("groups", Type.DICT),
          Option.dict("tail"),
          Option.list("aborted_transactions", Type.STR),
          Option.list("next", Option.string("command").must(), Option.string("does").must()));

  public static void main(String... arguments) {
    ModuleRunner.main(new ReportModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  /** A run that has lost the lock tells that too. */
  @Override
  public boolean needsLock() {
    return false;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    MoveReport found = read(arguments);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Optional<ReportFolder> folder =
        arguments
            .optionalString("directory")
            .filter(directory -> !directory.isEmpty())
            .map(directory -> ReportFolder.of(Path.of(directory), found.move()));
    MoveReport report = folder.flatMap(ReportFolder::earlier).map(found::continuing).orElse(found);
    if (!invocation.checkMode()) {
      folder.ifPresent(to -> to.write(ReportPage.of(report), ReportData.json(report)));
    }
    values.put("page", folder.map(to -> to.page().toString()).orElse(null));
    values.put("data", folder.map(to -> to.data().toString()).orElse(null));
    values.put("summary", ReportData.summary(report));
    return new Result.Success(folder.isPresent(), values, List.of());
  }

  private static MoveReport read(Arguments arguments) {
    return new MoveReport(
        MoveReport.FORMAT,
        State.of(arguments.string("state")),
        read("move", arguments.map("move"), new TypeReference<MoveReport.Times>() {}),
        arguments.integer("epoch"),
        arguments.string("active"),
        arguments.strings("unfenced"),
        arguments
            .arguments("failure")
            .map(failure -> new MoveReport.Failure(failure.string("task"), failure.string("msg")))
            .orElse(null),
        arguments.string("at_risk"),
        list(arguments, "findings", new TypeReference<List<MoveReport.Finding>>() {}),
        arguments.strings("notes"),
        list(arguments, "groups", new TypeReference<List<MoveReport.Group>>() {}),
        arguments.map("tail"),
        arguments.strings("aborted_transactions"),
        arguments.argumentsList("next").stream()
            .map(next -> new MoveReport.Next(next.string("command"), next.string("does")))
            .toList());
  }

  private static <T> List<T> list(Arguments arguments, String option, TypeReference<List<T>> type) {
    return arguments.raw(option).map(given -> read(option, given, type)).orElse(List.of());
  }

  private static <T> T read(String option, Object given, TypeReference<T> type) {
    try {
      return ReportData.JSON.convertValue(given, type);
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: it is not what another module has returned: %s"
              .formatted(option, e.getMessage()),
          e);
    }
  }
}
