package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Rule;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.record.ForkPointsOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code kafka_tail} is asked for.
 *
 * @param from where the tail is read
 * @param state what is to be done with it
 * @param forkPoints where it begins
 * @param directory the folder of files
 * @param topic the topic of ours at the active site
 * @param retention how long that keeps records; nothing for ever
 * @param accept problems in spite of which it goes on
 * @param timeout how long nothing may come
 */
record TailRequest(
    From from,
    State state,
    ForkPoints forkPoints,
    Optional<Path> directory,
    Optional<String> topic,
    Optional<Duration> retention,
    List<String> accept,
    Duration timeout) {
  private static final String RETENTION = "retention_days";
  private static final long MOST_DAYS = 36_500;
  private static final Pattern TOPIC =
      Pattern.compile(Pattern.quote(MirrorFilter.TAILS) + "[a-zA-Z0-9._-]{1,200}");

  /** Where a tail is. */
  enum From {
    SOURCE,
    DIRECTORY,
    ACTIVE
  }

  /** What is done with it. */
  enum State {
    FOUND,
    EXPORTED,
    KEPT
  }

  static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              ForkPointsOption.option().must(),
              Option.string("topics").withDefault(".*"),
              Option.string("topics_exclude").withDefault(""),
              Option.string("from").withDefault(word(From.SOURCE)).oneOf(words(From.values())),
              Option.string("state").withDefault(word(State.FOUND)).oneOf(words(State.values())),
              Option.path("directory"),
              Option.string("topic"),
              Option.integer(RETENTION).withDefault(90L),
              Option.list("accept", Type.STR)
                  .oneOf(
                      Arrays.stream(Problem.Kind.values())
                          .map(Problem.Kind::word)
                          .toArray(String[]::new)),
              Option.integer("timeout").withDefault(60L))
          .and(KafkaOptions.ALL)
          .where(Rule.requiredIf("state", word(State.EXPORTED), "directory"))
          .where(Rule.requiredIf("state", word(State.KEPT), "directory", "topic"))
          .where(Rule.requiredIf("from", word(From.DIRECTORY), "directory"))
          .where(Rule.requiredIf("from", word(From.ACTIVE), "topic"));

  /**
   * Reads the options.
   *
   * @throws ModuleFailure when they do not go together
   */
  static TailRequest of(Arguments arguments) {
    TailRequest request =
        new TailRequest(
            From.valueOf(arguments.string("from").toUpperCase(Locale.ROOT)),
            State.valueOf(arguments.string("state").toUpperCase(Locale.ROOT)),
            ForkPointsOption.read(arguments.arguments("fork_points").orElseThrow()),
            arguments.optionalString("directory").map(Path::of),
            arguments.optionalString("topic"),
            days(arguments.integer(RETENTION)),
            arguments.strings("accept"),
            arguments.seconds("timeout", 1));
    request.check();
    return request;
  }

  private void check() {
    Set<State> allowed =
        switch (from) {
          case SOURCE -> Set.of(State.values());
          case DIRECTORY -> Set.of(State.FOUND, State.KEPT);
          case ACTIVE -> Set.of(State.FOUND, State.EXPORTED);
        };
    if (!allowed.contains(state)) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option state: given is '%s', allowed with from=%s are %s"
              .formatted(
                  word(state),
                  word(from),
                  allowed.stream().map(TailRequest::word).sorted().toList()));
    }
    if (topic.isPresent() && !TOPIC.matcher(topic.get()).matches()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option topic: given is '%s', allowed is strimzi-dr-tail- and up to 200 letters, digits, '.', '_' and '-': a mirror copies no topic of such a name"
              .formatted(topic.get()));
    }
  }

  /** The folder, where the options need one. */
  Path folder() {
    return directory.orElseThrow();
  }

  private static Optional<Duration> days(long days) {
    if (days < 0 || days > MOST_DAYS) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is %d, allowed are days from 1 to %d, and 0 for ever"
              .formatted(RETENTION, days, MOST_DAYS));
    }
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String[] words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(Objects::requireNonNull)
        .map(TailRequest::word)
        .toArray(String[]::new);
  }
}
