package dev.strimzidr.lab.image.operator.kafka.config;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What has to change in the configuration of a running node.
 *
 * @param perNode options to set, or to unset when there is no value, for this node
 * @param clusterWide the same for all nodes
 * @param needsRestart whether something changes that a running node cannot take over
 */
public record ConfigChange(
    Map<String, Optional<String>> perNode,
    Map<String, Optional<String>> clusterWide,
    boolean needsRestart) {
  private static final Set<String> IGNORED =
      Set.of("broker.id", "advertised.listeners", "broker.rack");
  private static final Pattern QUORUM = Pattern.compile("controller\\.quorum\\.(?!voters$).*");

  /** What a running node says of one of its options. */
  public record Current(Optional<String> value, boolean isDefault) {}

  public static ConfigChange between(
      Map<String, Current> current, Map<String, String> desired, boolean controller) {
    ConfigChange change = new ConfigChange(new TreeMap<>(), new TreeMap<>(), false);
    boolean restart = false;
    for (String name : names(current, desired, controller).toList()) {
      Optional<BrokerOption> option = BrokerOptions.find(name);
      Optional<String> wanted = Optional.ofNullable(desired.get(name));
      Current has =
          InContainer.seen(name, current.getOrDefault(name, new Current(Optional.empty(), true)));
      if (option.isPresent() && differs(option.get(), has, wanted)) {
        switch (option.get().scope()) {
          case READ_ONLY -> restart = true;
          case PER_BROKER -> change.perNode.put(name, wanted);
          case CLUSTER_WIDE -> change.clusterWide.put(name, wanted);
        }
      }
    }
    return new ConfigChange(change.perNode, change.clusterWide, restart);
  }

  /** The options of a properties file. */
  public static Map<String, String> parse(String properties) {
    Map<String, String> options = new TreeMap<>();
    properties
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> {
          int equals = line.indexOf('=');
          options.put(line.substring(0, equals), line.substring(equals + 1));
        });
    return options;
  }

  public boolean isEmpty() {
    return perNode.isEmpty() && clusterWide.isEmpty() && !needsRestart;
  }

  private static Stream<String> names(
      Map<String, Current> current, Map<String, String> desired, boolean controller) {
    return Stream.concat(current.keySet().stream(), desired.keySet().stream())
        .distinct()
        .filter(name -> !IGNORED.contains(name))
        .filter(name -> controller || !QUORUM.matcher(name).matches());
  }

  private static boolean differs(BrokerOption option, Current has, Optional<String> wanted) {
    if (wanted.isEmpty()) {
      return !has.isDefault();
    }
    if (option.type().equals("PASSWORD")) {
      // Its value cannot be read back.
      return false;
    }
    return !same(option, has.value().orElse("null"), wanted.get());
  }

  private static boolean same(BrokerOption option, String has, String wanted) {
    return option.type().equals("DOUBLE")
        ? Objects.equals(Double.valueOf(has), Double.valueOf(wanted))
        : has.equals(wanted);
  }
}
