package dev.strimzidr.move;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What may be wrong at a site: what is changed, and the finding that it is. */
final class OfASite {
  private static final String KAFKA = "facts/sites/dr/kafka";
  private static final String CERTIFICATES = KAFKA + "/listeners/1/certificates";

  private OfASite() {}

  static Stream<Arguments> planned() {
    return Stream.concat(
        both("red"),
        Stream.of(
            row("facts/sites/prod", "{msg: connection refused}", "red site_silent"),
            row("facts/sites/prod/kafka/ready", "false", "red kafka_not_ready"),
            row(KAFKA + "/ready", "false", "red kafka_not_ready"),
            row(KAFKA + "/version", "4.3.0", "amber versions_differ"),
            row(KAFKA + "/version", "absent", "amber versions_differ"),
            row(KAFKA + "/operator_version", "1.1.0", "amber versions_differ")));
  }

  static Stream<Arguments> failover() {
    return Stream.concat(
        both("amber"),
        Stream.of(
            // A record was written there, whatever Strimzi says.
            row(KAFKA + "/ready", "false", "amber kafka_not_ready"),
            row(KAFKA + "/topics/total", "2", "amber resources_missing"),
            row(KAFKA + "/users/total", "absent", "amber resources_missing"),
            row(KAFKA + "/users/total", "3", "amber resources_missing")));
  }

  private static Stream<Arguments> both(String serious) {
    return Stream.of(
        row(KAFKA + "/rolling", "[Pod a is to be replaced, b]", serious + " brokers_rolling"),
        row(KAFKA + "/rolling", "null", "amber rolling_unknown"),
        row(KAFKA + "/rolling", "absent", "amber rolling_unknown"),
        row(KAFKA + "/pods_not_ready", "[Pod a is not ready]", "amber pod_not_ready"),
        row("facts/sites/dr/operator/ready", "false", "red operator_not_ready"),
        row("facts/sites/dr/operator/ready", "absent", "red operator_not_ready"),
        row("facts/sites/dr/operator", "absent", "red operator_not_ready"),
        row(KAFKA + "/topics/not_ready", "null", "amber resources_unknown"),
        row(KAFKA + "/topics/not_ready", "[{name: t, why: w}]", "amber topic_not_ready"),
        row(KAFKA + "/users/not_ready", "[{name: u, why: w}]", serious + " user_not_ready"),
        row(KAFKA + "/listeners", "[{name: tls}]", "red listener_missing"),
        row(KAFKA + "/listeners", "absent", "red listener_missing"),
        row(CERTIFICATES, "null", "amber certificates_unknown"),
        row(CERTIFICATES, "[]", "amber certificates_unknown"),
        row(CERTIFICATES + "/0/days_left", "13", "amber certificate_ends"),
        row(CERTIFICATES + "/0/days_left", "0", serious + " certificate_ends"),
        row(CERTIFICATES + "/0/days_left", "absent", serious + " certificate_ends"),
        row(CERTIFICATES + "/0/names", "[other]", serious + " certificate_name_missing"),
        row(CERTIFICATES + "/0/names", "absent", serious + " certificate_name_missing"),
        row(KAFKA + "/authorities/0/days_left", "13", "amber authority_ends"),
        row(KAFKA + "/authorities/1/days_left", "null", "amber authority_unknown"),
        row(KAFKA + "/authorities", "absent", "amber authority_unknown"));
  }

  static Arguments row(String path, String yaml, String finding) {
    return Arguments.of(List.of(path, yaml, finding).toArray());
  }
}
