package dev.strimzidr.lab.node.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.node.volume.MissingSourceException;
import dev.strimzidr.lab.node.volume.Sources;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariablesTest implements Sources {
  private static final Pod POD =
      new PodBuilder().withNewMetadata().withName("p").withNamespace("ns").endMetadata().build();

  private final Variables variables = new Variables(POD, "127.31.0.9", this);

  @Test
  void comeFromValuesFieldsConfigMapsAndSecrets() throws Exception {
    var container =
        container(
            """
            envFrom:
            - {prefix: ALL_, configMapRef: {name: there}}
            env:
            - {name: PLAIN, value: text}
            - {name: EMPTY}
            - {name: NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
            - {name: ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
            - {name: FROM_MAP, valueFrom: {configMapKeyRef: {name: there, key: k}}}
            - {name: FROM_SECRET, valueFrom: {secretKeyRef: {name: there, key: k}}}
            - {name: MAY_MISS, valueFrom: {secretKeyRef: {name: none, key: k, optional: true}}}
            - {name: JOINED, value: "$(NAMESPACE)/$(UNKNOWN)/$$(PLAIN)"}
            """);

    assertThat(variables.of(container))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ALL_k", "map",
                "PLAIN", "text",
                "EMPTY", "",
                "NAMESPACE", "ns",
                "ADDRESS", "127.31.0.9",
                "FROM_MAP", "map",
                "FROM_SECRET", "value",
                "JOINED", "ns/$(UNKNOWN)/$(PLAIN)"));
  }

  @Test
  void aMissingSecretOrKeyIsNamed() {
    var secret = container("env: [{name: A, valueFrom: {secretKeyRef: {name: none, key: k}}}]");
    var key = container("env: [{name: A, valueFrom: {secretKeyRef: {name: there, key: x}}}]");

    assertThatThrownBy(() -> variables.of(secret))
        .isInstanceOf(MissingSourceException.class)
        .hasMessage("secret \"none\" not found");
    assertThatThrownBy(() -> variables.of(key))
        .isInstanceOf(MissingSourceException.class)
        .hasMessage("couldn't find key x in Secret ns/there");
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return name.equals("there")
        ? Optional.of(new ConfigMapBuilder().withData(Map.of("k", "map")).build())
        : Optional.empty();
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return name.equals("there")
        ? Optional.of(new SecretBuilder().withData(Map.of("k", "dmFsdWU=")).build())
        : Optional.empty();
  }

  @Override
  public String token(Pod pod, ServiceAccountTokenProjection projection) {
    return "";
  }

  @Override
  public Path claim(String namespace, String name) {
    return Path.of(name);
  }

  private static Container container(String yaml) {
    return Serialization.unmarshal(yaml, Container.class);
  }
}
