package dev.strimzidr.lab.image.operator.resource;

import io.strimzi.api.kafka.model.common.InlineLogging;
import io.strimzi.api.kafka.model.common.Logging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the Log4j 2 configuration that a component is given in its ConfigMap. */
public final class LogSettings {
  public static final String KEY = "log4j2.properties";
  private static final String COMMENT =
      "# Do not change this generated file. Logging can be configured in the corresponding"
          + " Kubernetes resource.\n";
  private final Map<String, String> settings = new LinkedHashMap<>();

  public LogSettings(String name, String pattern, String appenderReference) {
    settings.put("name", name);
    settings.put("appender.console.type", "Console");
    settings.put("appender.console.name", "STDOUT");
    settings.put("appender.console.layout.type", "PatternLayout");
    settings.put("appender.console.layout.pattern", pattern);
    settings.put("rootLogger.level", "INFO");
    settings.put("rootLogger.appenderRefs", appenderReference);
    settings.put("rootLogger.appenderRef.console.ref", "STDOUT");
    settings.put("rootLogger.additivity", "false");
  }

  /** A logger that uses the root's appender. */
  public LogSettings logger(String alias, String name, String level) {
    settings.put("logger." + alias + ".name", name);
    settings.put("logger." + alias + ".level", level);
    settings.put("logger." + alias + ".additivity", "false");
    return this;
  }

  /** A logger that names the console appender itself. */
  public LogSettings loggerToConsole(String alias, String name, String level) {
    settings.put("logger." + alias + ".name", name);
    settings.put("logger." + alias + ".level", level);
    settings.put("logger." + alias + ".appenderRefs", "console");
    settings.put("logger." + alias + ".appenderRef.console.ref", "STDOUT");
    settings.put("logger." + alias + ".additivity", "false");
    return this;
  }

  /** The configuration with what the resource asks for on top. */
  public String render(@Nullable Logging asked) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (asked instanceof InlineLogging inline) {
      all.putAll(Optional.ofNullable(inline.getLoggers()).orElse(Map.of()));
    }
    StringBuilder text = new StringBuilder(COMMENT);
    all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.append("\nmonitorInterval=30\n").toString();
  }
}
