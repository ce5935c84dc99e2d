package dev.strimzidr.lab.image.kafka;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fits a configuration that is meant for a container to a process: paths lead below the container's
 * root, and what should listen on every address listens on the Pod's.
 *
 * @param root the folder in which the container's mount paths exist
 * @param address the Pod's address
 */
record Rewrite(Path root, String address) {
  private static final Pattern EVERY_ADDRESS = Pattern.compile("://(0\\.0\\.0\\.0)?:");
  private static final Pattern FILE_REFERENCE =
      Pattern.compile("(\\$\\{(?:strimzi)?(?:file|dir):)(/)");

  Properties of(Properties original) {
    var result = new Properties();
    for (String key : original.stringPropertyNames()) {
      result.setProperty(key, value(key, original.getProperty(key)));
    }
    return result;
  }

  private String value(String key, String value) {
    if (key.equals("listeners")) {
      return EVERY_ADDRESS
          .matcher(value)
          .replaceAll(Matcher.quoteReplacement("://" + address + ":"));
    }
    String referenced =
        FILE_REFERENCE.matcher(value).replaceAll("$1" + Matcher.quoteReplacement(root + "/"));
    return Arrays.stream(referenced.split(",", -1))
        .map(part -> part.startsWith("/") ? root + part : part)
        .collect(Collectors.joining(","));
  }
}
