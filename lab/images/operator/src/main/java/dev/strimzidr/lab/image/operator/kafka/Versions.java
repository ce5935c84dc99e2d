package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of Kafka that Strimzi 1.2 runs, and their images.
 *
 * @param kafkaImages image of brokers by version
 * @param mirrorImages image of MirrorMaker 2 by version
 */
public record Versions(Map<String, String> kafkaImages, Map<String, String> mirrorImages) {
  private static final List<Version> SUPPORTED =
      List.of(
          new Version("4.2.0", "4.2-IV1"),
          new Version("4.2.1", "4.2-IV1"),
          new Version("4.3.0", "4.3-IV0"),
          new Version("4.3.1", "4.3-IV0"));

  /** The version asked for, or the newest. */
  public static Version supported(@Nullable String number) {
    return number == null
        ? SUPPORTED.getLast()
        : known(number)
            .orElseThrow(() ->
                new Refusal(
                    "UnsupportedKafkaVersionException",
                    "Unsupported Kafka.spec.kafka.version: %s. Supported versions are: %s"
                        .formatted(number, numbers())));
  }

  static Optional<Version> known(String number) {
    return SUPPORTED.stream().filter(version -> version.number().equals(number)).findFirst();
  }

  public String kafkaImage(@Nullable String image, @Nullable String number) {
    return image(image, number, kafkaImages);
  }

  public String mirrorImage(@Nullable String image, @Nullable String number) {
    return image(image, number, mirrorImages);
  }

  private static String image(
      @Nullable String image, @Nullable String number, Map<String, String> images) {
    String found =
        image != null ? image : images.get(number == null ? SUPPORTED.getLast().number() : number);
    if (found == null) {
      throw Refusal.invalidResource(
          "Kafka version %s is not supported. Supported versions are: %s."
              .formatted(number, String.join(", ", numbers())));
    }
    return found;
  }

  private static List<String> numbers() {
    return SUPPORTED.stream().map(Version::number).toList();
  }
}
