package dev.strimzidr.lab.image.operator.kafka.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All options that Kafka nodes know. What is not among them is the business of a plugin. */
public final class BrokerOptions {
  private static final Map<String, BrokerOption> OPTIONS = read();

  private BrokerOptions() {}

  public static Optional<BrokerOption> find(String name) {
    return Optional.ofNullable(OPTIONS.get(name));
  }

  private static Map<String, BrokerOption> read() {
    var resource =
        Objects.requireNonNull(BrokerOptions.class.getResourceAsStream("broker-options"));
    try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 5))
          .map(f -> new BrokerOption(f[0], f[1], BrokerOption.Scope.valueOf(f[2]), f[3], f[4]))
          .collect(Collectors.toUnmodifiableMap(BrokerOption::name, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
