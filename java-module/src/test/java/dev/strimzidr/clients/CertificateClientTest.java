package dev.strimzidr.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import dev.strimzidr.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real client with the files that the module has written, at a broker that asks for a
 * certificate.
 */
class CertificateClientTest {
  private static final String NAMESPACE = "certificates";
  private static final String SHOP = "shop";
  private static final String TOPIC = "by-certificate";
  private static final RealKafka KAFKA = RealKafka.get();

  @TempDir Path folder;

  @BeforeAll
  static void create() {
    KafkaSite.create(
        NAMESPACE,
        Map.of(
            "mtls",
            new KafkaSite.Given(KAFKA.address("certificates"), KAFKA.authority(), true, "tls"),
            "external",
            new KafkaSite.Given(KAFKA.address("clients"), KAFKA.authority(), true)),
        Map.of("till", RealKafka.PASSWORD));
    secret(SHOP, KAFKA.certificate(SHOP));
    secret("stranger", stranger());
    KAFKA.topic(TOPIC, Map.of());
    for (String user : List.of("CN=" + SHOP, "CN=stranger")) {
      KAFKA.allow(user, TOPIC, AclOperation.WRITE, AclOperation.DESCRIBE);
    }
  }

  @Test
  void getsInWithTheFiles() throws Exception {
    Properties written = written(SHOP);
    assertThat(written)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.keystore.type", "PEM")
        .containsEntry("ssl.keystore.location", folder.resolve("shop.pem").toString());
    assertThat(send(written).hasOffset()).isTrue();
  }

  @Test
  void getsInUnderTheSharedName() throws Exception {
    JsonNode answer =
        call(
            SHOP,
            "mtls",
            Map.of(
                "shared_name",
                RealKafka.HOST,
                "shared_directory",
                folder.resolve("shared").toString()));
    assertThat(answer.path("files")).hasSize(2);
    Properties shared = read(folder.resolve("shared/shop.properties"));
    assertThat(shared)
        .containsEntry("bootstrap.servers", KAFKA.address("certificates"))
        .containsEntry("ssl.keystore.location", folder.resolve("shared/shop.pem").toString());
    assertThat(send(shared).hasOffset()).isTrue();
  }

  @Test
  void isRefusedWithACertificateOfAnotherAuthority() throws IOException {
    Properties written = written("stranger");
    assertThatThrownBy(() -> send(written)).hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void isRefusedWithoutACertificate() throws IOException {
    Properties written = written(SHOP);
    written.keySet().removeIf(key -> key.toString().startsWith("ssl.keystore."));
    assertThatThrownBy(() -> send(written)).hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void theKeyIsOnlyInAFileOfItsOwner() throws IOException {
    JsonNode answer = call(SHOP, "mtls", Map.of());
    assertThat(answer.path("changed").asBoolean()).isTrue();
    assertThat(answer.toString()).doesNotContain("-----BEGIN");
    assertThat(Files.readString(folder.resolve("shop.properties")))
        .doesNotContain("PRIVATE KEY", "password");
    Path key = folder.resolve("shop.pem");
    assertThat(Files.readString(key))
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("-----END CERTIFICATE-----\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
  }

  @Test
  void isWrittenAgainWhenTheCertificateIsRenewed() throws IOException {
    String user = "renewed";
    secret(user, KAFKA.certificate(user));
    assertThat(call(user, "mtls", Map.of()).path("changed").asBoolean()).isTrue();
    assertThat(call(user, "mtls", Map.of()).path("changed").asBoolean()).isFalse();
    KeyAndCertificate renewed = KAFKA.certificate(user);
    RealApi.kubectl("delete", "secret", user, "--namespace=" + NAMESPACE);
    secret(user, renewed);
    JsonNode predicted = Modules.check(new ClientPropertiesModule(), options(user, "mtls"));
    assertThat(predicted.path("changed").asBoolean()).isTrue();
    assertThat(Files.readString(folder.resolve("renewed.pem"))).doesNotContain(renewed.key());
    assertThat(call(user, "mtls", Map.of()).path("changed").asBoolean()).isTrue();
    assertThat(Files.readString(folder.resolve("renewed.pem")))
        .isEqualTo(renewed.key() + renewed.certificate());
  }

  @Test
  void aUserWithAPasswordIsNoneForThatListener() {
    assertThat(call("till", "mtls", Map.of()).path("msg").asText())
        .contains(
            "Secret certificates/till",
            "has no user.crt",
            "its authentication tls as that of the listener 'mtls'");
    assertThat(call(SHOP, "external", Map.of()).path("msg").asText())
        .contains("has no password", "its authentication scram-sha-512");
  }

  private static KeyAndCertificate stranger() {
    return new TestAuthority(Instant.now().minus(Duration.ofHours(1)), Duration.ofDays(30))
        .issueTo("stranger");
  }

  /** As Strimzi's user operator makes it. */
  private static void secret(String user, KeyAndCertificate issued) {
    RealApi.kubectl(
        "create",
        "secret",
        "generic",
        user,
        "--namespace=" + NAMESPACE,
        "--from-literal=user.crt=" + issued.certificate(),
        "--from-literal=user.key=" + issued.key());
  }

  private Properties written(String user) throws IOException {
    JsonNode answer = call(user, "mtls", Map.of());
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return read(folder.resolve(user + ".properties"));
  }

  private JsonNode call(String user, String listener, Map<String, Object> more) {
    Map<String, Object> options = options(user, listener);
    options.putAll(more);
    return Modules.call(new ClientPropertiesModule(), options);
  }

  private Map<String, Object> options(String user, String listener) {
    return new HashMap<>(
        RealApi.options(
            Map.of(
                "namespace",
                NAMESPACE,
                "cluster",
                KafkaSite.CLUSTER,
                "listener",
                listener,
                "users",
                List.of(user),
                "directory",
                folder.toString())));
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private static RecordMetadata send(Properties written)
      throws ExecutionException, InterruptedException {
    try (Producer<String, String> producer =
        new KafkaProducer<>(written, new StringSerializer(), new StringSerializer())) {
      return producer.send(new ProducerRecord<>(TOPIC, "key", "value")).get();
    }
  }
}
