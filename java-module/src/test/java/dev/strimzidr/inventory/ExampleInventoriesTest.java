package dev.strimzidr.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.testing.Modules;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inventories that users copy, read without Ansible: what is templated stays text. Kubeconfigs
 * are made for the contexts that they name.
 */
class ExampleInventoriesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"openshift", "kind", "eks"})
  void passesTheCheckOfEveryPlaybook(String environment) throws IOException {
    Map<String, Object> sites = sites(environment);
    assertThat(sites).containsOnlyKeys("prod", "dr");
    JsonNode result =
        Modules.call(
            new InventoryInfoModule(),
            Map.of("roles", "../roles", "home_site", "prod", "sites", sites));
    assertThat(result.path("failed").asBoolean()).as(result.toString()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openshift", "kind", "eks"})
  void configuresListenersByWhatStrimziKnows(String environment) throws IOException {
    assertThat(configurations(environment))
        .isNotEmpty()
        .allSatisfy(configuration -> {
          assertThat(configuration.getAdditionalProperties()).isEmpty();
          assertThat(configuration.getBootstrap().getAdditionalProperties()).isEmpty();
        });
  }

  private static Stream<GenericKafkaListenerConfiguration> configurations(String environment)
      throws IOException {
    return group(environment)
        .path("cluster_listeners")
        .valueStream()
        .flatMap(listener ->
            Optional.of(listener.path("configuration")).filter(JsonNode::isObject).stream())
        .map(configuration ->
            YAML.convertValue(configuration, GenericKafkaListenerConfiguration.class));
  }

  /** The variables of each site, those of the group included, with a kubeconfig that is there. */
  private Map<String, Object> sites(String environment) throws IOException {
    JsonNode hosts =
        read(Path.of("../inventory", environment, "hosts.yml")).path("dr_pair").path("hosts");
    Map<String, Object> sites = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> host : hosts.properties()) {
      Map<String, Object> variables =
          new LinkedHashMap<>(YAML.convertValue(group(environment), VARIABLES));
      variables.keySet().removeIf(name -> name.startsWith("ansible_"));
      variables.putAll(YAML.convertValue(host.getValue(), VARIABLES));
      variables.remove("kind_address");
      variables.put(
          "platform_kubeconfig",
          kubeconfig(host.getKey(), host.getValue().path("platform_context").asText()));
      sites.put(host.getKey(), variables);
    }
    return sites;
  }

  private static JsonNode group(String environment) throws IOException {
    return read(Path.of("../inventory", environment, "group_vars/dr_pair.yml"));
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  private String kubeconfig(String site, String context) throws IOException {
    return Files.writeString(
            folder.resolve(site),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://%s.example.com:6443"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: "%s", context: {cluster: c, user: u}}]
            """
                .formatted(site, context))
        .toString();
  }
}
