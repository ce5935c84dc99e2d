package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.process.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration of the user operator.
 *
 * @param selector labels of the users that are its business
 * @param ignored users of Kafka that are left alone although no resource says that they are to be
 */
public record UserSettings(
    String namespace,
    Map<String, String> selector,
    String bootstrapServers,
    Duration interval,
    String caNamespace,
    String caCertificateSecret,
    String caKeySecret,
    Authority.Validity validity,
    String secretPrefix,
    int passwordLength,
    boolean acls,
    boolean pkcs12,
    Optional<Pattern> ignored) {
  private static final int PASSWORD_LENGTH = 32;
  private static final int VALIDITY_DAYS = 365;
  private static final int RENEWAL_DAYS = 30;

  public static UserSettings of(Environment environment) {
    String namespace = environment.required("STRIMZI_NAMESPACE");
    return new UserSettings(
        namespace,
        environment.pairs("STRIMZI_LABELS"),
        environment.required("STRIMZI_KAFKA_BOOTSTRAP_SERVERS"),
        environment.milliseconds("STRIMZI_FULL_RECONCILIATION_INTERVAL_MS", Duration.ofMinutes(2)),
        environment.value("STRIMZI_CA_NAMESPACE").orElse(namespace),
        environment.required("STRIMZI_CA_CERT_NAME"),
        environment.required("STRIMZI_CA_KEY_NAME"),
        new Authority.Validity(
            environment.number("STRIMZI_CA_VALIDITY", VALIDITY_DAYS),
            environment.number("STRIMZI_CA_RENEWAL", RENEWAL_DAYS)),
        environment.value("STRIMZI_SECRET_PREFIX").orElse(""),
        environment.number("STRIMZI_SCRAM_SHA_PASSWORD_LENGTH", PASSWORD_LENGTH),
        environment.flag("STRIMZI_ACLS_ADMIN_API_SUPPORTED", true),
        environment.flag("STRIMZI_PKCS12_KEYSTORE_GENERATION", true),
        environment.value("STRIMZI_IGNORED_USERS_PATTERN").map(Pattern::compile));
  }

  public String secretName(String user) {
    return secretPrefix + user;
  }
}
