package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.kafka.config.ConfigFile;
import dev.strimzidr.lab.image.operator.resource.Options;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2TargetClusterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code kafka-connect.properties} of the workers. */
final class WorkerConfig {
  private static final String PROVIDERS = "config.providers";
  private static final String OWN_PROVIDERS = "strimzienv,strimzifile,strimzidir,strimzisecrets";
  private static final String STANDARD = "org.apache.kafka.common.config.provider.";
  private static final String TRUST_KEY = "ca.crt";
  private static final List<String> CLIENTS = List.of("", "producer.", "consumer.", "admin.");

  private WorkerConfig() {}

  static String render(MirrorPlan plan) {
    MirrorCluster target = plan.target();
    KafkaMirrorMaker2TargetClusterSpec spec = plan.resource().getSpec().getTarget();
    ConfigFile file = ConfigFile.generated();
    file.section("Bootstrap servers").set("bootstrap.servers", spec.getBootstrapServers()).line("");
    file.section("Internal topics and group ID")
        .set("group.id", spec.getGroupId())
        .set("config.storage.topic", spec.getConfigStorageTopic())
        .set("status.storage.topic", spec.getStatusStorageTopic())
        .set("offset.storage.topic", spec.getOffsetStorageTopic())
        .line("");
    file.section("REST Listeners")
        .set("rest.advertised.host.name", "${strimzienv:ADVERTISED_HOSTNAME}")
        .set("rest.advertised.port", MirrorPlan.REST_PORT)
        .line("");
    file.section("Plugins").set("plugin.path", "/opt/kafka/plugins").line("");
    if (target.hasTrust()) {
      forEachClient(file.section("TLS / SSL"), target.trustOptions(TRUST_KEY)).line("");
    }
    if (!target.identityOptions().isEmpty()) {
      forEachClient(file.section("Authentication configuration"), target.identityOptions());
      target.sasl().ifPresent(sasl -> file.line(""));
    }
    Map<String, String> options = new LinkedHashMap<>(plan.options());
    providers(file, Optional.ofNullable(options.remove(PROVIDERS)));
    file.section("User provided configuration").line(Options.render(options)).line("");
    forEachClient(
        file.section("Kafka Security protocol"), Map.of("security.protocol", target.protocol()));
    return file.line("").text();
  }

  private static void providers(ConfigFile file, Optional<String> ofUser) {
    file.section("Config providers");
    file.line(
        ofUser.isPresent()
            ? "# Configuration providers configured by the user and by Strimzi"
            : "# Configuration providers configured by Strimzi");
    file.set(PROVIDERS, ofUser.map(names -> names + ",").orElse("") + OWN_PROVIDERS)
        .set("config.providers.strimzienv.class", STANDARD + "EnvVarConfigProvider")
        .set("config.providers.strimzienv.param.allowlist.pattern", ".*")
        .set("config.providers.strimzifile.class", STANDARD + "FileConfigProvider")
        .set("config.providers.strimzidir.class", STANDARD + "DirectoryConfigProvider")
        .set("config.providers.strimzidir.param.allowed.paths", "/opt/kafka")
        .set(
            "config.providers.strimzisecrets.class",
            "io.strimzi.kafka.KubernetesSecretConfigProvider")
        .line("");
  }

  private static ConfigFile forEachClient(ConfigFile file, Map<String, String> options) {
    CLIENTS.forEach(client -> options.forEach((name, value) -> file.set(client + name, value)));
    return file;
  }
}
