package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.admin.AdminClients;
import dev.strimzidr.lab.image.operator.admin.Answers;
import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.MetadataVersions;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.resource.DnsNames;
import dev.strimzidr.lab.image.operator.status.Conditions;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.KafkaStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of and told to the running cluster: its id, its metadata version, and who is no
 * longer a part of it.
 */
record LiveStep(Cluster cluster, Identity identity, Conditions conditions) {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStep.class);
  private static final String FEATURE = "metadata.version";

  void run(KafkaStatus status) {
    String bootstrap =
        DnsNames.service(cluster.namespace(), KafkaResources.bootstrapServiceName(cluster.name()))
            + ":9091";
    try (Admin admin = AdminClients.toBrokers(bootstrap, Optional.of(identity))) {
      status.setClusterId(Answers.of(admin.describeCluster().clusterId()));
      unregisterRemoved(admin);
      metadataVersion(admin, status);
    }
  }

  /** A broker that is gone for good would keep the controllers waiting for it. */
  private void unregisterRemoved(Admin admin) {
    try {
      var options = new DescribeClusterOptions().includeFencedBrokers(true);
      Set<Integer> gone =
          Answers.of(admin.describeCluster(options).nodes()).stream()
              .map(node -> node.id())
              .collect(Collectors.toCollection(TreeSet::new));
      cluster.brokers().stream().map(Node::id).forEach(gone::remove);
      for (int id : gone) {
        LOG.info("Unregistering broker {} from cluster {}", id, cluster.name());
        Answers.of(admin.unregisterBroker(id).all());
      }
    } catch (KafkaException e) {
      LOG.warn(
          "Brokers of cluster {} could not be unregistered: {}", cluster.name(), e.getMessage());
    }
  }

  private void metadataVersion(Admin admin, KafkaStatus status) {
    short desired = MetadataVersions.level(cluster.metadataVersion());
    short current = current(admin);
    if (current != desired) {
      try {
        var type = desired > current ? UpgradeType.UPGRADE : UpgradeType.SAFE_DOWNGRADE;
        var update = Map.of(FEATURE, new FeatureUpdate(desired, type));
        Answers.of(admin.updateFeatures(update, new UpdateFeaturesOptions()).all());
        current = desired;
      } catch (KafkaException e) {
        LOG.warn(
            "Failed to update metadata version to {}: {}",
            cluster.metadataVersion(),
            e.getMessage());
        status.addCondition(
            conditions.warning(
                "MetadataUpdateFailed",
                "Failed to update metadata version to " + cluster.metadataVersion()));
      }
    }
    status.setKafkaMetadataVersion(MetadataVersions.name(current));
  }

  private static short current(Admin admin) {
    var features = Answers.of(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    return Optional.ofNullable(features.get(FEATURE))
        .map(range -> range.maxVersionLevel())
        .orElseThrow(
            () -> new IllegalStateException("Failed to describe metadata.version feature"));
  }
}
