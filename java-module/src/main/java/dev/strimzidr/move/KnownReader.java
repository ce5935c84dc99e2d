package dev.strimzidr.move;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.DrRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options as what is known. An answer that is not given, and that of a task that was skipped, is
 * none.
 */
final class KnownReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final long TEN_YEARS = 315_360_000;

  private final Arguments arguments;

  KnownReader(Arguments arguments) {
    this.arguments = arguments;
  }

  /**
   * All that is known.
   *
   * @throws ModuleFailure when an answer is none of the module that it is to be of
   */
  Known read() {
    return new Known(
        wish(),
        convert("record", arguments.map("record"), DrRecord.class),
        texts(arguments.map("holders")),
        limits(),
        arguments.arguments("facts").map(KnownReader::facts));
  }

  private Wish wish() {
    List<String> sites = arguments.strings("sites");
    if (sites.size() != 2) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option sites: given is %s, allowed are the names of the two sites".formatted(sites));
    }
    return new Wish(
        MoveKind.of(arguments.string("kind")),
        arguments.string("to"),
        sites,
        arguments.string("home_site"),
        arguments.flag("abort"),
        arguments.flag("decide"),
        arguments.flag("force"));
  }

  private Limits limits() {
    Optional<Arguments> declared = arguments.arguments("declared");
    return new Limits(
        arguments.seconds("lag_budget_seconds", 0, TEN_YEARS).toSeconds(),
        arguments.integer("certificate_days"),
        arguments.string("listener"),
        arguments.strings("shared_names"),
        arguments.strings("own_topics"),
        count(declared, "topics"),
        count(declared, "users"));
  }

  private static Facts facts(Arguments given) {
    Map<String, KnownSite> sites = new LinkedHashMap<>();
    given
        .map("sites")
        .forEach((site, answer) ->
            answer("sites." + site, answer, KnownSite.class)
                .ifPresent(known -> sites.put(site, known)));
    return new Facts(
        sites,
        answer(given, "mirror", KnownMirror.class).orElse(KnownMirror.UNKNOWN),
        answer(given, "stopped", KnownAnswers.Stopped.class).orElse(KnownAnswers.Stopped.UNKNOWN),
        answer(given, "fence", KnownAnswers.Fence.class).orElse(KnownAnswers.Fence.UNKNOWN),
        answer(given, "credentials", KnownAnswers.Credentials.class)
            .orElse(KnownAnswers.Credentials.UNKNOWN),
        given.argumentsList("names").stream().map(KnownReader::name).toList(),
        answer(given, "groups", KnownGroups.class),
        answer(given, "probe", KnownProbe.class).orElse(KnownProbe.UNKNOWN),
        answer(given, "lost", KnownProbe.class).orElse(KnownProbe.UNKNOWN),
        given.flag("idle_wanted")
            ? Optional.of(
                answer(given, "idle", KnownAnswers.Idle.class).orElse(KnownAnswers.Idle.UNKNOWN))
            : Optional.empty());
  }

  private static KnownName name(Arguments given) {
    return new KnownName(
        given.string("name"),
        answer(given, "answer", KnownAnswers.Dns.class)
            .map(dns -> Known.orEmpty(dns.servers()))
            .orElse(List.of()),
        given.string("leads_to"),
        given.string("words"),
        given.string("listener"),
        texts(given.map("addresses")));
  }

  private static <T> Optional<T> answer(Arguments given, String name, Class<T> type) {
    return answer(name, given.map(name), type);
  }

  private static <T> Optional<T> answer(String name, Object given, Class<T> type) {
    boolean none =
        given instanceof Map<?, ?> map
            && (map.isEmpty() || Boolean.TRUE.equals(map.get("skipped")));
    return none ? Optional.empty() : Optional.of(convert("facts." + name, given, type));
  }

  private static <T> T convert(String name, Object given, Class<T> type) {
    try {
      return MAPPER.convertValue(given, type);
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s is not what a module has answered: %s"
              .formatted(name, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  private static Map<String, String> texts(Map<String, Object> given) {
    Map<String, String> texts = new LinkedHashMap<>();
    given.forEach((name, value) -> texts.put(name, value == null ? "" : value.toString()));
    return texts;
  }

  private static long count(Optional<Arguments> declared, String what) {
    return declared.flatMap(given -> given.optionalInteger(what)).orElse(0L);
  }
}
