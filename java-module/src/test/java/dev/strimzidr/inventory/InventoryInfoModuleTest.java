package dev.strimzidr.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With files as kubeconfigs; no server is asked. */
class InventoryInfoModuleTest {
  @TempDir private Path folder;
  private String prod;
  private String dr;

  @BeforeEach
  void write() throws IOException {
    prod = kubeconfig("prod", "https://192.0.2.1:6443");
    dr = kubeconfig("dr", "https://192.0.2.2:6443");
  }

  @Test
  void isContentWithTwoApiServers() {
    JsonNode result = call(prod, dr, Map.of());
    assertThat(result.path("failed").asBoolean()).as(result.toString()).isFalse();
    assertThat(result.path("sites")).hasSize(2);
  }

  @Test
  void refusesOneApiServerForBothSites() {
    assertThat(call(prod, prod, Map.of()).path("msg").asText())
        .contains("have one API server, https://192.0.2.1:6443/: a disaster there takes both");
  }

  @Test
  void namesAKubeconfigThatIsNotThere() {
    assertThat(call(prod, folder + "/gone", Map.of()).path("problems").path(0).asText())
        .startsWith("dr: variable platform_kubeconfig: ")
        .contains(folder + "/gone");
  }

  @Test
  void readsTheKubeconfigOfExternalDnsToo() {
    Map<String, Object> traffic =
        Map.of(
            "cluster_shared_names",
            List.of("kafka.dr.test"),
            "traffic_provider",
            "external_dns",
            "traffic_name",
            "kafka.dr.test",
            "traffic_servers",
            List.of("192.0.2.53"),
            "traffic_external_dns_namespace",
            "dns");
    Map<String, Object> wrong = new HashMap<>(traffic);
    wrong.put("traffic_external_dns_kubeconfig", dr);
    wrong.put("traffic_external_dns_context", "elsewhere");
    assertThat(call(prod, dr, wrong).path("problems").path(0).asText())
        .startsWith("dr: variable traffic_external_dns_kubeconfig: ")
        .contains("elsewhere");
    wrong.put("traffic_external_dns_context", "admin");
    assertThat(call(prod, dr, wrong).path("failed").asBoolean()).isFalse();
    assertThat(call(prod, dr, traffic).path("failed").asBoolean()).isFalse();
  }

  @Test
  void refusesACertificateWhereNoListenerTakesOne() {
    Map<String, Object> user = Map.of("name", "ledger", "authentication", "tls", "acls", List.of());
    JsonNode result = call(prod, dr, Map.of("access_users", List.of(user)));
    assertThat(result.path("msg").asText())
        .contains("prod: variable access_users: user ledger has authentication tls");
    Map<String, Object> listeners =
        Map.of(
            "access_users",
            List.of(user),
            "cluster_listeners",
            List.of(
                Map.of("name", "tls", "port", 9093, "type", "internal"),
                Map.of("name", "external", "port", 9094, "type", "route"),
                Map.of("name", "mtls", "port", 9095, "type", "route", "authentication", "tls")));
    assertThat(call(prod, dr, listeners).path("failed").asBoolean()).isFalse();
  }

  private String kubeconfig(String name, String server) throws IOException {
    return Files.writeString(
            folder.resolve(name),
            """
            apiVersion: v1
            kind: Config
            current-context: admin
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: admin, context: {cluster: c, user: u}}]
            """
                .formatted(server))
        .toString();
  }

  private static JsonNode call(String prod, String dr, Map<String, Object> more) {
    return Modules.call(
        new InventoryInfoModule(),
        Map.of(
            "roles",
            "../roles",
            "home_site",
            "prod",
            "sites",
            Map.of("prod", site(prod, more), "dr", site(dr, more))));
  }

  private static Map<String, Object> site(String kubeconfig, Map<String, Object> more) {
    Map<String, Object> site = new HashMap<>();
    site.put("platform_kubeconfig", kubeconfig);
    site.put("dr_home_site", "prod");
    site.put("operator_namespace", "o");
    site.put("cluster_namespace", "n");
    site.put("cluster_name", "c");
    site.put("access_topics", List.of());
    site.put("access_users", List.of());
    site.putAll(more);
    return site;
  }
}
