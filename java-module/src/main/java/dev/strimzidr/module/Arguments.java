package dev.strimzidr.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options that were checked: each getter is for an option of that type. */
public final class Arguments {
  private static final long MOST_SECONDS = Duration.ofDays(7).toSeconds();

  private final Map<String, @Nullable Object> values;
  private final Set<String> inherited;
  private final Warnings warnings;

  Arguments(Map<String, @Nullable Object> values, Set<String> inherited, Warnings warnings) {
    this.values = values;
    this.inherited = inherited;
    this.warnings = warnings;
  }

  /** Where whoever acts on these options says what a server warns of; one for the whole call. */
  public Warnings warnings() {
    return warnings;
  }

  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** Whether the value was not given, but comes from an environment variable. */
  public boolean inherited(String name) {
    return inherited.contains(name);
  }

  /** The value of an option that is required or has a default. */
  public String string(String name) {
    return (String) present(name);
  }

  public Optional<String> optionalString(String name) {
    return Optional.ofNullable((String) values.get(name));
  }

  public boolean flag(String name) {
    return (Boolean) present(name);
  }

  public Optional<Boolean> optionalFlag(String name) {
    return Optional.ofNullable((Boolean) values.get(name));
  }

  public long integer(String name) {
    return (Long) present(name);
  }

  /**
   * An option in seconds.
   *
   * @param least the smallest value allowed
   * @throws ModuleFailure when it is smaller, or more than a week
   */
  public Duration seconds(String name, long least) {
    return seconds(name, least, MOST_SECONDS);
  }

  /**
   * An option in seconds.
   *
   * @param least the smallest value allowed
   * @param most the largest value allowed
   * @throws ModuleFailure when it is smaller or larger
   */
  public Duration seconds(String name, long least, long most) {
    long seconds = integer(name);
    if (seconds < least || seconds > most) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given is %d, allowed are seconds from %d to %d"
              .formatted(name, seconds, least, most));
    }
    return Duration.ofSeconds(seconds);
  }

  public Optional<Long> optionalInteger(String name) {
    return Optional.ofNullable((Long) values.get(name));
  }

  public Optional<Object> raw(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A list of strings; empty when it was not given. */
  public List<String> strings(String name) {
    return items(name).stream().map(String.class::cast).toList();
  }

  /** A mapping without options of its own; empty when it was not given. */
  @SuppressWarnings("unchecked") // an option of type dict was checked to be this
  public Map<String, Object> map(String name) {
    Object value = values.get(name);
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** The options below an option of type dict. */
  public Optional<Arguments> arguments(String name) {
    return Optional.ofNullable((Arguments) values.get(name));
  }

  /** The options below each item of a list of dicts; empty when it was not given. */
  public List<Arguments> argumentsList(String name) {
    return items(name).stream().map(Arguments.class::cast).toList();
  }

  private List<?> items(String name) {
    Object value = values.get(name);
    return value == null ? List.of() : (List<?>) value;
  }

  private Object present(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
