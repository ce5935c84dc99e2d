package dev.strimzidr.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir Path folder;
  private String prod = "";
  private String dr = "";

  @BeforeEach
  void writeKubeconfigs() throws IOException {
    prod = kubeconfig("prod");
    dr = kubeconfig("dr");
  }

  @Test
  void whatTheEnvironmentSaysIsTakenWhereTheOptionsNameNoServer() {
    assertThat(address(Map.of("kubeconfig", ""), Map.of("K8S_AUTH_KUBECONFIG", dr)))
        .isEqualTo("https://dr.example:6443");
    assertThat(address(Map.of(), Map.of("K8S_AUTH_HOST", "https://other.example:6443")))
        .isEqualTo("https://other.example:6443");
  }

  @Test
  void aServerThatTheOptionsNameIsNotMixedWithTheOneOfTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "K8S_AUTH_HOST", "https://other.example:6443",
            "K8S_AUTH_API_KEY", "secret",
            "K8S_AUTH_CONTEXT", "absent",
            "K8S_AUTH_KUBECONFIG", dr);

    assertThat(address(Map.of("kubeconfig", prod), environment))
        .isEqualTo("https://prod.example:6443");
  }

  @Test
  void aContextIsLookedForInTheKubeconfigOfTheEnvironment() {
    Map<String, String> environment =
        Map.of("K8S_AUTH_KUBECONFIG", dr, "K8S_AUTH_HOST", "https://other.example:6443");

    assertThat(address(Map.of("context", "dr"), environment)).isEqualTo("https://dr.example:6443");
    assertThatThrownBy(() -> address(Map.of("context", "prod"), environment))
        .hasMessageContaining("has no context 'prod': it has [dr]");
  }

  @Test
  void openingAnApiServerLeavesThePropertiesOfTheJvmAsTheyWere() {
    assertThat(address(Map.of("kubeconfig", prod), Map.of())).isNotEmpty();

    assertThat(System.getProperties())
        .doesNotContainKeys("javax.net.ssl.trustStore", "keystore.pkcs12.keyPbeIterationCount");
  }

  @Test
  void ofSeveralKubeconfigsTheOneWithTheContextIsTaken() {
    String both = String.join(java.io.File.pathSeparator, List.of(prod, dr));

    assertThat(Kubeconfig.standard(java.util.Optional.of("dr"), name -> environment(name, both)))
        .extracting(io.fabric8.kubernetes.client.Config::getMasterUrl)
        .isEqualTo("https://dr.example:6443/");
  }

  @Test
  void aNameThatDoesNotResolveIsNotTakenForAServerThatIsDown() {
    var arguments =
        ArgumentParser.parse(
            new ArgumentSpec().and(Connection.OPTIONS),
            Map.of("host", "https://nowhere.invalid:6443"),
            name -> null);
    try (KubeApi api = Connection.open(arguments)) {
      assertThatThrownBy(() -> api.read("/version"))
          .hasMessageContaining("does not resolve")
          .extracting(failure -> ((ModuleFailure) failure).reason())
          .isEqualTo(Reason.DNS);
    }
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersIsGivenUpInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var arguments =
          ArgumentParser.parse(
              new ArgumentSpec().and(Connection.OPTIONS),
              Map.of("host", "http://127.0.0.1:" + silent.getLocalPort()),
              name -> null);
      try (KubeApi api = Connection.open(arguments)) {
        Instant start = Instant.now();
        assertThatThrownBy(() -> api.read("/version"))
            .hasMessageContaining("does not answer in time");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(45));
      }
    }
  }

  @Test
  void aPlainKubeconfigMeansWhatTheLibraryTakesItFor() throws IOException {
    Path file = Path.of(kubeconfig("plain"));
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "cluster: {server",
                "cluster: {certificate-authority: ca.crt, insecure-skip-tls-verify: true, server")
            .replace(
                "user: {token: t}",
                "user: {client-certificate-data: Y2VydA==, client-key: key.pem, token: t}"));

    var ours = Kubeconfig.read(file.toString(), java.util.Optional.empty());

    var theirs = io.fabric8.kubernetes.client.Config.fromKubeconfig("plain", file.toFile());
    assertThat(ours.getMasterUrl()).isEqualTo(theirs.getMasterUrl());
    assertThat(ours.isTrustCerts()).isEqualTo(theirs.isTrustCerts()).isTrue();
    assertThat(ours.getCaCertFile())
        .isEqualTo(theirs.getCaCertFile())
        .isEqualTo(folder.resolve("ca.crt").toString());
    assertThat(ours.getClientCertData()).isEqualTo(theirs.getClientCertData());
    assertThat(ours.getClientKeyFile()).isEqualTo(theirs.getClientKeyFile());
    assertThat(ours.getAutoOAuthToken()).isEqualTo(theirs.getAutoOAuthToken()).isEqualTo("t");
    assertThat(ours.getHttpsProxy()).isEqualTo(theirs.getHttpsProxy());
  }

  @Test
  void aKubeconfigWithMoreInItIsReadByTheLibrary() throws IOException {
    Path file = Path.of(kubeconfig("more"));
    String runsCommand =
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: echo, args: ['%s'], interactiveMode: Never}"
            .formatted(
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"made\"}}");
    Files.writeString(file, Files.readString(file).replace("token: t", runsCommand));

    assertThat(Kubeconfig.read(file.toString(), java.util.Optional.empty()).getAutoOAuthToken())
        .isEqualTo("made");
  }

  private static @org.jspecify.annotations.Nullable String environment(String name, String value) {
    return name.equals("KUBECONFIG") ? value : null;
  }

  private static String address(Map<String, Object> options, Map<String, String> environment) {
    var arguments =
        ArgumentParser.parse(new ArgumentSpec().and(Connection.OPTIONS), options, environment::get);
    try (KubeApi api = Connection.open(arguments)) {
      return api.address();
    }
  }

  private String kubeconfig(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: NAME
        contexts: [{name: NAME, context: {cluster: NAME, user: NAME}}]
        clusters: [{name: NAME, cluster: {server: "https://NAME.example:6443"}}]
        users: [{name: NAME, user: {token: t}}]
        """
            .replace("NAME", name));
    return file.toString();
  }
}
