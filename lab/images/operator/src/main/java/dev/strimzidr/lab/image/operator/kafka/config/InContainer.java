package dev.strimzidr.lab.image.operator.kafka.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Undoes, in what a running node says of itself, what the lab does so that a container can be a
 * process: paths lead below a folder of the host, "every address" is the Pod's own, and one buffer
 * is small.
 */
final class InContainer {
  private static final Pattern ROOT = Pattern.compile("(^|,)/[^,]*/containers/[^/,]+(?=/)");
  private static final Pattern ADDRESS = Pattern.compile("://127\\.[0-9.]+:");
  private static final String CLEANER_BUFFER = "log.cleaner.dedupe.buffer.size";
  private static final String SMALL_BUFFER = "8388608";

  private InContainer() {}

  static ConfigChange.Current seen(String name, ConfigChange.Current current) {
    Optional<String> value = current.value().map(text -> value(name, text));
    boolean small = name.equals(CLEANER_BUFFER) && value.equals(Optional.of(SMALL_BUFFER));
    return new ConfigChange.Current(value, current.isDefault() || small);
  }

  private static String value(String name, String text) {
    return name.equals("listeners")
        ? ADDRESS.matcher(text).replaceAll("://0.0.0.0:")
        : ROOT.matcher(text).replaceAll("$1");
  }
}
