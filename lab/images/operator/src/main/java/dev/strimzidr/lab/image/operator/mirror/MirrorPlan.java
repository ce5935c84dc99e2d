package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.kafka.Versions;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.Options;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2ClusterSpec;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2MirrorSpec;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A mirror as it is to be.
 *
 * @param image of the workers
 * @param options of the workers, as far as they are the user's to set
 * @param connectors all connectors that are to run
 */
public record MirrorPlan(
    KafkaMirrorMaker2 resource,
    Component component,
    String image,
    Map<String, String> options,
    List<Connector> connectors) {
  public static final int REST_PORT = 8083;
  private static final String TYPE = "kafka-mirror-maker-2";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  /**
   * Plans a mirror.
   *
   * @throws Refusal when Strimzi would not serve the resource
   */
  public static MirrorPlan of(KafkaMirrorMaker2 resource, Versions versions) {
    MirrorImitation.check(resource);
    var spec = resource.getSpec();
    Map<String, String> defaults = new LinkedHashMap<>();
    Stream.of("key", "header", "value").forEach(kind -> defaults.put(kind + ".converter", BYTES));
    var options =
        Options.withoutPrefixes(
            KafkaMirrorMaker2ClusterSpec.FORBIDDEN_PREFIXES,
            Options.split(KafkaMirrorMaker2ClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS),
            defaults);
    MirrorPlan plan =
        new MirrorPlan(
            resource,
            Component.of(
                resource,
                KafkaMirrorMaker2Resources.componentName(resource.getMetadata().getName()),
                TYPE),
            versions.mirrorImage(spec.getImage(), spec.getVersion()),
            options.of(spec.getTarget().getConfig()),
            Connectors.of(resource));
    plan.target().check();
    return plan;
  }

  public String name() {
    return resource.getMetadata().getName();
  }

  public String namespace() {
    return resource.getMetadata().getNamespace();
  }

  public int replicas() {
    return resource.getSpec().getReplicas();
  }

  public MirrorCluster target() {
    return cluster(resource.getSpec().getTarget());
  }

  /** The target, then the sources. */
  public List<MirrorCluster> clusters() {
    return Stream.concat(
            Stream.of(resource.getSpec().getTarget()),
            resource.getSpec().getMirrors().stream().map(KafkaMirrorMaker2MirrorSpec::getSource))
        .map(this::cluster)
        .toList();
  }

  private MirrorCluster cluster(KafkaMirrorMaker2ClusterSpec spec) {
    return new MirrorCluster(namespace(), name(), spec);
  }
}
