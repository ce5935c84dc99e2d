package dev.strimzidr.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.apply.ApplyModule;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.FaultyApi;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options beside a kubeconfig with everything in it, against a real API server. */
class ConnectionOptionsTest {
  @TempDir Path folder;
  private final TestAuthority stranger = RealApi.authority(Instant.now(), Duration.ofHours(1));
  private String embedded = "";

  @BeforeAll
  static void makeNamespace() {
    RealApi.kubectl("create", "namespace", "connection-options");
  }

  @BeforeEach
  void writeKubeconfig() throws IOException {
    embedded = file("kubeconfig", RealApi.kubectl("config", "view", "--raw", "--flatten"));
    assertThat(Files.readString(Path.of(embedded)))
        .contains("certificate-authority-data", "client-certificate-data", "client-key-data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ca_cert", "client_cert", "client_key", "ssl_ca_cert", "cert_file", "key_file"})
  void aFileThatIsMissingOrHoldsSomethingElse(String option) throws IOException {
    for (String path :
        List.of(
            folder.resolve("missing").toString(),
            folder.toString(),
            file("empty", ""),
            file("blank", "\n\n"),
            file("text", "not a certificate"),
            file("broken", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
            file("key", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"))) {
      JsonNode answer = asked(Map.of("kubeconfig", embedded, option, path));
      assertThat(answer.path("reason").asText())
          .as(answer.toString())
          .isEqualTo("invalid_argument");
      assertThat(answer.path("msg").asText())
          .contains(
              "option "
                  + Map.of(
                          "ssl_ca_cert",
                          "ca_cert",
                          "cert_file",
                          "client_cert",
                          "key_file",
                          "client_key")
                      .getOrDefault(option, option))
          .contains(path);
    }
  }

  @Test
  void theSameWithoutAKubeconfigAndFromTheEnvironment() {
    String missing = folder.resolve("missing").toString();
    JsonNode answer = asked(Map.of("host", "https://127.0.0.1:1", "ca_cert", missing));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("option ca_cert: " + missing);
    Map<String, String> variables =
        Map.of(
            "ca_cert",
            "K8S_AUTH_SSL_CA_CERT",
            "client_cert",
            "K8S_AUTH_CERT_FILE",
            "client_key",
            "K8S_AUTH_KEY_FILE");
    variables.forEach((option, variable) ->
        refused(
            Map.of(),
            Map.of("K8S_AUTH_KUBECONFIG", embedded, variable, missing),
            "option %s, from the environment: %s cannot be read".formatted(option, missing)));
  }

  @Test
  void theAuthorityOfTheOptionIsTheOneThatCounts() throws IOException {
    String other = file("other", stranger.issue("other").certificate());
    assertThat(asked(Map.of("kubeconfig", embedded, "ca_cert", other)).path("reason").asText())
        .isEqualTo("tls");
    String right = RealApi.kubeconfig().resolveSibling("pki").resolve("ca.crt").toString();
    String real = Files.readString(Path.of(embedded));
    String untrusted =
        file(
            "untrusted",
            real.replaceFirst(
                "certificate-authority-data: .*",
                "certificate-authority-data: " + stranger.issue("other").encodedCertificate()));
    assertThat(asked(Map.of("kubeconfig", untrusted)).path("reason").asText()).isEqualTo("tls");
    succeeds(asked(Map.of("kubeconfig", untrusted, "ca_cert", right)));
    succeeds(asked(Map.of("kubeconfig", untrusted, "validate_certs", false)));
    String careless =
        file(
            "careless",
            real.replaceFirst("certificate-authority-data: .*", "insecure-skip-tls-verify: true"));
    succeeds(asked(Map.of("kubeconfig", careless)));
    assertThat(
            asked(Map.of("kubeconfig", careless, "validate_certs", true)).path("reason").asText())
        .isEqualTo("tls");
  }

  @Test
  void whoAsksIsWhomTheOptionsName() throws IOException {
    KeyAndCertificate client = stranger.issueTo("a-stranger");
    String certificate = file("client.crt", client.certificate());
    String key = file("client.key", client.key());
    JsonNode byCertificate =
        asked(Map.of("kubeconfig", embedded, "client_cert", certificate, "client_key", key));
    assertThat(byCertificate.path("msg").asText()).contains("User \"a-stranger\" cannot");

    JsonNode byToken = asked(Map.of("kubeconfig", embedded, "api_key", "wrong"));
    assertThat(byToken.path("reason").asText()).as(byToken.toString()).isEqualTo("unauthenticated");
    RealApi.kubectl("create", "serviceaccount", "asking", "-n", "connection-options");
    String token = RealApi.kubectl("create", "token", "asking", "-n", "connection-options");
    JsonNode byAccount = asked(Map.of("kubeconfig", embedded, "api_key", token.strip() + "\n"));
    assertThat(byAccount.path("msg").asText())
        .contains("User \"system:serviceaccount:connection-options:asking\" cannot");

    JsonNode byPassword =
        asked(Map.of("kubeconfig", embedded, "username", "somebody", "password", "hunter2"));
    assertThat(byPassword.path("reason").asText())
        .as(byPassword.toString())
        .isIn("unauthenticated", "forbidden");
    String withPassword =
        file(
            "with-password",
            Files.readString(Path.of(embedded))
                .replaceFirst(
                    "(?s)client-certificate-data: .*?\n(\\s+)client-key-data: .*?\n",
                    "username: a\n$1password: b\n"));
    JsonNode notByPassword = asked(Map.of("kubeconfig", withPassword, "api_key", token));
    assertThat(notByPassword.path("msg").asText())
        .contains("User \"system:serviceaccount:connection-options:asking\" cannot");
  }

  /** The end of the connection may be seen before the word that ends the handshake. */
  @RepeatedTest(5)
  void aKeyOfAnotherCertificate() throws IOException {
    String certificate = file("client.crt", stranger.issueTo("one").certificate());
    String key = file("client.key", stranger.issueTo("other").key());
    JsonNode answer =
        asked(Map.of("kubeconfig", embedded, "client_cert", certificate, "client_key", key));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText())
        .contains("the client key (client_key) does not belong to the client certificate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api_key     | client_cert | options api_key, client_cert exclude each other
          api_key     | username    | options api_key, username exclude each other
          password    | client_key  | options password, client_key exclude each other
          username    |             | options username and password go together: password is missing
          password    |             | options username and password go together: username is missing
          """)
  void severalWaysToSayWhoAsksOrHalfAWay(String one, String other, String message) {
    Map<String, Object> options = new HashMap<>(Map.of("kubeconfig", embedded, one, "hunter2"));
    if (other != null) {
      options.put(other, "hunter2");
    }
    refused(options, Map.of(), message);
  }

  @Test
  void halfAClientCertificateWithoutAKubeconfig() throws IOException {
    String certificate = file("client.crt", stranger.issueTo("a").certificate());
    refused(
        Map.of("host", "https://127.0.0.1:1", "client_cert", certificate),
        Map.of(),
        "options client_cert and client_key go together: client_key is missing");
  }

  @Test
  void whoAsksByTheTaskIsNotMixedWithTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "K8S_AUTH_HOST",
            "https://127.0.0.1:1",
            "K8S_AUTH_USERNAME",
            "a",
            "K8S_AUTH_PASSWORD",
            "b");
    try (KubeApi api = open(Map.of("api_key", "token"), environment)) {
      assertThat(api.address()).isEqualTo("https://127.0.0.1:1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          api_key | two words             | option api_key: given is hidden
          proxy   | http://proxy.example  | option proxy: given is 'http://proxy.example', allowed is the URL of an HTTP proxy with its port
          proxy   | socks5://127.0.0.1:1  | option proxy: given is 'socks5://127.0.0.1:1'
          proxy   | not a proxy           | option proxy: given is 'not a proxy'
          proxy   | http://a:hunter2@b    | option proxy: given is hidden, for it names a user
          host    | not a host            | option host: given is 'not a host', allowed is the URL of an API server
          host    | ftp://127.0.0.1       | option host: given is 'ftp://127.0.0.1'
          host    | https://              | option host: given is 'https://'
          """)
  void optionsThatCannotBe(String option, String value, String message) {
    refused(Map.of("kubeconfig", embedded, option, value), Map.of(), message);
  }

  @Test
  void aContextOfNoKubeconfig() {
    refused(
        Map.of("host", "https://127.0.0.1:1", "context", "some"),
        Map.of(),
        "option context goes with a kubeconfig");
  }

  @Test
  void anAddressWithoutTlsIsAskedThroughTheProxyToo() throws IOException {
    try (FaultyApi api = FaultyApi.with("GET")) {
      assertThat(asked(Map.of("host", api.address())).path("failed").asBoolean()).isFalse();
      JsonNode answer = asked(Map.of("host", api.address(), "proxy", "http://127.0.0.1:1"));
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("unreachable");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          certificate-authority-data: .* | certificate-authority: missing.crt     | missing.crt cannot be read: there is no such file
          certificate-authority-data: .* | certificate-authority-data: bm90aGluZw==| certificate-authority-data of the kubeconfig holds no certificate
          client-key-data: .*            | client-key: missing.key                 | missing.key cannot be read: there is no such file
          client-key-data: .*            | client-key-data: bm90aGluZw==           | client-key-data of the kubeconfig holds no key
          client-key-data: .*            | extensions: []                          | go together, and only one is given
          client-certificate-data: .*    | client-certificate-data: bm90aGluZw==   | client-certificate-data of the kubeconfig holds no certificate
          server: .*                     | insecure-skip-tls-verify: false         | has no server
          server: .*                     | server: 'not a server'                  | the server of the kubeconfig is
          """)
  void aKubeconfigWhosePartsCannotBe(String from, String to, String message) throws IOException {
    String broken = file("broken", Files.readString(Path.of(embedded)).replaceFirst(from, to));
    refused(Map.of("kubeconfig", broken), Map.of(), message);
  }

  private static void succeeds(JsonNode answer) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
  }

  private static void refused(
      Map<String, Object> options, Map<String, String> environment, String message) {
    assertThatThrownBy(() -> open(options, environment).close())
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2")
        .extracting(failure -> ((ModuleFailure) failure).reason())
        .isEqualTo(Reason.INVALID_ARGUMENT);
  }

  private static KubeApi open(Map<String, Object> options, Map<String, String> environment) {
    return Connection.open(
        ArgumentParser.parse(
            new ArgumentSpec().and(Connection.OPTIONS), options, environment::get));
  }

  private static JsonNode asked(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("resources", "{apiVersion: v1, kind: ConfigMap, metadata: {name: asked}}");
    all.put("namespace", "connection-options");
    return Modules.call(new ApplyModule(), all);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
