package dev.strimzidr.lab.image.operator.kafka.check;

import dev.strimzidr.lab.image.operator.kafka.config.BrokerOption;
import dev.strimzidr.lab.image.operator.kafka.config.BrokerOptions;
import dev.strimzidr.lab.image.operator.status.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values of options that Kafka knows have to be of its type and within its bounds. */
public final class OptionChecks {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

  private OptionChecks() {}

  /**
   * Looks at every option.
   *
   * @throws Refusal listing all that is wrong
   */
  public static void check(String namespace, String cluster, Map<String, String> options) {
    List<String> errors = new ArrayList<>();
    options.forEach((name, value) ->
        BrokerOptions.find(name).flatMap(option -> error(option, value)).ifPresent(errors::add));
    if (!errors.isEmpty()) {
      throw Refusal.invalidResource(
          "Kafka %s/%s has invalid spec.kafka.config: %s"
              .formatted(namespace, cluster, String.join(", ", errors)));
    }
  }

  private static Optional<String> error(BrokerOption option, String value) {
    String start = option.name() + " has value ";
    return switch (option.type()) {
      case "BOOLEAN" ->
          value.equals("true") || value.equals("false")
              ? Optional.empty()
              : Optional.of(start + "'" + value + "' which is not a boolean");
      case "INT" -> number(option, value, "an int");
      case "LONG" -> number(option, value, "a long");
      case "SHORT" -> number(option, value, "a short");
      case "DOUBLE" -> number(option, value, "a double");
      default -> Optional.empty();
    };
  }

  private static Optional<String> number(BrokerOption option, String value, String type) {
    String start = option.name() + " has value ";
    try {
      BigDecimal number = new BigDecimal(value);
      boolean whole = WHOLE.matcher(value).matches();
      if (!whole && !option.type().equals("DOUBLE")) {
        return Optional.of(start + "'" + value + "' which is not " + type);
      }
      if (below(number, option.minimum())) {
        return Optional.of(
            start + value + " which less than the minimum value " + option.minimum());
      }
      if (below(number.negate(), negated(option.maximum()))) {
        return Optional.of(
            start + value + " which greater than the maximum value " + option.maximum());
      }
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.of(start + "'" + value + "' which is not " + type);
    }
  }

  private static boolean below(BigDecimal number, String bound) {
    return !bound.equals("-") && number.compareTo(new BigDecimal(bound)) < 0;
  }

  private static String negated(String bound) {
    return bound.equals("-") ? bound : new BigDecimal(bound).negate().toPlainString();
  }
}
