package dev.strimzidr.lab.node.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodVolumesTest implements Sources {
  private static final Pod POD =
      Serialization.unmarshal(
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: p, namespace: ns, uid: u, labels: {app: kafka}}
          spec:
            containers:
            - name: c
              image: x
              volumeMounts:
              - {name: config, mountPath: /opt/kafka/custom-config/}
              - {name: account, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
              - {name: scratch, mountPath: /tmp}
              - {name: data, mountPath: /var/lib/kafka/data-0}
              - {name: pull, mountPath: /secret}
            volumes:
            - {name: config, configMap: {name: config}}
            - name: account
              projected:
                sources:
                - serviceAccountToken: {path: token}
                - configMap: {name: config, items: [{key: a, path: ca.crt}]}
                - downwardAPI:
                    items:
                    - {path: namespace, fieldRef: {fieldPath: metadata.namespace}}
                    - {path: app, fieldRef: {fieldPath: "metadata.labels['app']"}}
            - {name: scratch, emptyDir: {}}
            - {name: data, persistentVolumeClaim: {claimName: data}}
            - {name: pull, secret: {secretName: pull, items: [{key: k, path: sub/k.txt}]}}
          """,
          Pod.class);

  private final Map<String, String> config = new HashMap<>(Map.of("a", "1", "b", "2"));
  private boolean secretExists = true;
  private PodVolumes volumes;

  @TempDir Path folder;

  @BeforeEach
  void make() throws IOException {
    volumes = new PodVolumes(folder.resolve("pod"), this);
    Files.createDirectories(folder.resolve("persistent"));
  }

  @Test
  void aContainerFindsItsVolumesWhereItMountsThem() throws Exception {
    volumes.update(POD, "127.31.0.9");
    Path root = volumes.mount(POD.getSpec().getContainers().get(0));
    Files.writeString(root.resolve("var/lib/kafka/data-0/log"), "kept");

    Path account = root.resolve("var/run/secrets/kubernetes.io/serviceaccount");
    assertThat(root.resolve("opt/kafka/custom-config/b")).hasContent("2");
    assertThat(account.resolve("token")).hasContent("token-of-p");
    assertThat(account.resolve("ca.crt")).hasContent("1");
    assertThat(account.resolve("namespace")).hasContent("ns");
    assertThat(account.resolve("app")).hasContent("kafka");
    assertThat(root.resolve("secret/sub/k.txt")).hasContent("value");
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("persistent/log")).hasContent("kept");

    volumes.delete();
    assertThat(folder.resolve("pod")).doesNotExist();
    assertThat(folder.resolve("persistent/log")).hasContent("kept");
  }

  @Test
  void changesReachTheFolderAllAtOnce() throws Exception {
    volumes.update(POD, "127.31.0.9");
    Path mounted =
        volumes.mount(POD.getSpec().getContainers().get(0)).resolve("opt/kafka/custom-config");
    Path before = mounted.resolve("..data").toRealPath();

    volumes.update(POD, "127.31.0.9");
    assertThat(mounted.resolve("..data").toRealPath()).isEqualTo(before);

    config.put("a", "changed");
    config.remove("b");
    volumes.update(POD, "127.31.0.9");
    assertThat(mounted.resolve("a")).hasContent("changed");
    assertThat(mounted.resolve("b")).doesNotExist();
    assertThat(before).doesNotExist();
  }

  @Test
  void whatIsMissingIsNamed() {
    secretExists = false;
    assertThatThrownBy(() -> volumes.update(POD, "127.31.0.9"))
        .isInstanceOf(MissingSourceException.class)
        .hasMessage("MountVolume.SetUp failed for volume \"pull\" : secret \"pull\" not found");
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return Optional.of(new ConfigMapBuilder().withData(Map.copyOf(config)).build());
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return secretExists
        ? Optional.of(new SecretBuilder().withData(Map.of("k", "dmFsdWU=")).build())
        : Optional.empty();
  }

  @Override
  public String token(Pod pod, ServiceAccountTokenProjection projection) {
    return "token-of-" + pod.getMetadata().getName();
  }

  @Override
  public Path claim(String namespace, String name) {
    return folder.resolve("persistent");
  }
}
