package dev.strimzidr.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Rule;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.SiteAnswer;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_dr_record}: reads and creates the record of a pair. */
public final class RecordModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("name").withDefault("strimzi-dr-record"),
              Option.string("action").withDefault("read").oneOf("read", "create"),
              Option.string("home_site"),
              Option.string("restore_active"))
          .where(Rule.requiredIf("action", "create", "home_site"));

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new RecordModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    try (Sites sites = Sites.open(arguments)) {
      RecordStore store = new RecordStore(arguments.string("name"));
      arguments
          .optionalString("home_site")
          .ifPresent(site -> requireSite(sites, "home_site", site));
      Optional<String> restore =
          arguments.optionalString("restore_active").filter(site -> !site.isEmpty());
      restore.ifPresent(site -> requireSite(sites, "restore_active", site));
      List<RecordAt> answers = sites.ask(store::read).stream().map(RecordModule::said).toList();
      boolean create = arguments.string("action").equals("create");
      if (create && restore.isPresent() && RecordPlan.lost(answers)) {
        DrRecord record =
            DrRecord.first(restore.get(), other(sites, restore.get()), clock.instant());
        return write(sites, store, record, names(sites), answers, invocation);
      }
      RecordPlan.Verdict verdict = RecordPlan.judge(answers);
      if (!create) {
        return Result.unchanged(document(verdict.record().orElse(null), answers));
      }
      String home = arguments.string("home_site");
      DrRecord record =
          verdict
              .record()
              .orElseGet(() -> DrRecord.first(home, other(sites, home), clock.instant()));
      List<String> behind = verdict.record().isPresent() ? verdict.behind() : names(sites);
      return write(sites, store, record, behind, answers, invocation);
    }
  }

  private static Result write(
      Sites sites,
      RecordStore store,
      DrRecord record,
      List<String> behind,
      List<RecordAt> answers,
      Invocation invocation) {
    for (Site site : sites.list()) {
      if (behind.contains(site.name())) {
        store.write(site, record, invocation.checkMode());
      }
    }
    return new Result.Success(!behind.isEmpty(), document(record, answers), List.of());
  }

  private static RecordAt said(SiteAnswer<RecordAt> answer) {
    return switch (answer) {
      case SiteAnswer.Answered<RecordAt>(Site site, RecordAt value) -> value;
      case SiteAnswer.Silent<RecordAt>(Site site, ModuleFailure why) ->
          new RecordAt.Silent(site.name(), why.message());
    };
  }

  private static void requireSite(Sites sites, String option, String name) {
    if (!names(sites).contains(name)) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is '%s', allowed are %s"
              .formatted(option, name, String.join(", ", names(sites))));
    }
  }

  private static List<String> names(Sites sites) {
    return sites.list().stream().map(Site::name).toList();
  }

  private static String other(Sites sites, String name) {
    return names(sites).stream().filter(site -> !site.equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, @Nullable Object> document(
      @Nullable DrRecord record, List<RecordAt> answers) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(
        "record",
        record == null
            ? null
            : new ObjectMapper().convertValue(record, new TypeReference<Map<String, Object>>() {}));
    Map<String, Object> sites = new LinkedHashMap<>();
    for (RecordAt answer : answers) {
      sites.put(
          answer.site(),
          switch (answer) {
            case RecordAt.Present present ->
                Map.of("state", "present", "epoch", present.record().epoch());
            case RecordAt.Missing missing -> Map.of("state", "missing");
            case RecordAt.Unreadable unreadable ->
                Map.of("state", "unreadable", "why", unreadable.why());
            case RecordAt.Silent silent -> Map.of("state", "silent", "why", silent.why());
          });
    }
    document.put("sites", sites);
    return document;
  }
}
