package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which Kafka the brokers are to run, and with which metadata version while they change. */
public record VersionChange(Version to, String metadataVersion) {

  /**
   * Plans the step from what runs to what is asked for.
   *
   * @param running the versions that the brokers' Pods are annotated with
   * @throws Refusal when the version is unknown, or cannot be reached with the metadata version in
   *     use
   */
  public static VersionChange plan(Kafka kafka, Collection<String> running) {
    Version to = Versions.supported(kafka.getSpec().getKafka().getVersion());
    Optional<String> current =
        Optional.ofNullable(kafka.getStatus()).map(s -> s.getKafkaMetadataVersion());
    String from = from(running, to);
    int direction = Version.compare(from, to.number());
    if (direction == 0) {
      Optional<String> desired =
          Optional.ofNullable(kafka.getSpec().getKafka().getMetadataVersion());
      return new VersionChange(to, steady(desired, current, to));
    }
    String source =
        Versions.known(from)
            .map(Version::metadataVersion)
            .or(() -> current)
            .orElse(to.metadataVersion());
    String limit = direction < 0 ? source : to.metadataVersion();
    String inUse = current.orElse(limit);
    if (Version.compare(inUse, limit) > 0) {
      throw new Refusal(
          "KafkaUpgradeException",
          "The current metadata version (%s) has to be lower or equal to the Kafka broker version we %s (%s)"
              .formatted(
                  inUse,
                  direction < 0 ? "upgrade from" : "are downgrading to",
                  direction < 0 ? from : to.number()));
    }
    return new VersionChange(to, inUse);
  }

  private static String steady(
      Optional<String> desired, Optional<String> current, Version version) {
    return desired
        .map(wanted ->
            Version.compare(version.metadataVersion(), wanted) >= 0
                ? wanted
                : current.orElse(version.metadataVersion()))
        .orElse(version.metadataVersion());
  }

  /** A downgrade starts from the highest version that runs, an upgrade from the lowest. */
  private static String from(Collection<String> running, Version to) {
    Comparator<String> order = Version.order();
    return running.stream()
        .max(order)
        .filter(highest -> Version.compare(highest, to.number()) > 0)
        .or(() -> running.stream().min(order))
        .orElse(to.number());
  }
}
