package dev.strimzidr.lab.image.operator.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.kafka.Versions;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorPlanTest {
  private static final Versions VERSIONS = new Versions(Map.of(), Map.of("4.3.1", "x/kafka:4.3.1"));
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"reader\""
          + " password=\"${strimzisecrets:ns/reader:password}\";";

  @Test
  void connectorsKnowBothClustersAndHowToLogIn() {
    MirrorPlan plan = plan("");

    assertThat(plan.connectors())
        .extracting(Connector::name)
        .containsExactly("prod->dr.MirrorCheckpointConnector", "prod->dr.MirrorSourceConnector");
    assertThat(plan.connectors().get(1).config())
        .containsOnly(
            Map.entry("connector.class", "org.apache.kafka.connect.mirror.MirrorSourceConnector"),
            Map.entry("replication.factor", "1"),
            Map.entry("source.cluster.alias", "prod"),
            Map.entry("source.cluster.bootstrap.servers", "a:1"),
            Map.entry("source.cluster.max.poll.records", "5"),
            Map.entry("source.cluster.sasl.jaas.config", LOGIN),
            Map.entry("source.cluster.sasl.mechanism", "SCRAM-SHA-512"),
            Map.entry("source.cluster.security.protocol", "SASL_SSL"),
            Map.entry(
                "source.cluster.ssl.truststore.certificates",
                "${strimzisecrets:ns/m-connect-tls-trusted-certs:prod-ca.crt}"),
            Map.entry("source.cluster.ssl.truststore.type", "PEM"),
            Map.entry("target.cluster.alias", "dr"),
            Map.entry("target.cluster.bootstrap.servers", "b:2"),
            Map.entry("target.cluster.group.id", "mine"),
            Map.entry("target.cluster.rest.port", "1"),
            Map.entry("target.cluster.security.protocol", "PLAINTEXT"),
            Map.entry("target.cluster.offset.flush.interval.ms", "1000"),
            Map.entry("tasks.max", "2"),
            Map.entry("topics", "t.*"));
  }

  @Test
  void workersGetByteConvertersAndOnlyWhatIsTheUsersToSet() {
    assertThat(plan("").options())
        .containsOnly(
            Map.entry("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"),
            Map.entry("header.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"),
            Map.entry("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"),
            Map.entry("offset.flush.interval.ms", "1000"));
    assertThat(plan("").image()).isEqualTo("x/kafka:4.3.1");
  }

  @Test
  void theKeyOfOffsetsHasNoArrow() {
    assertThat(plan("").connectors().get(1).offsetsKey())
        .isEqualTo("prod--dr.MirrorSourceConnector.json");
  }

  @Test
  void theWorkersReadTheSecretsOfAllClusters() {
    assertThat(plan("").clusters())
        .extracting(MirrorCluster::alias, cluster -> cluster.secrets().stream().sorted().toList())
        .hasToString("[(\"dr\", []), (\"prod\", [\"m-connect-tls-trusted-certs\", \"reader\"])]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rack: {topologyKey: zone} | NotImitatedByLab | The lab's stand-in for Strimzi does not imitate KafkaMirrorMaker2.spec.rack
          tracing: {type: opentelemetry} | NotImitatedByLab | The lab's stand-in for Strimzi does not imitate KafkaMirrorMaker2.spec.tracing
          version: 3.9.1 | InvalidResourceException | Kafka version 3.9.1 is not supported. Supported versions are: 4.2.0, 4.2.1, 4.3.0, 4.3.1.
          """)
  void refusesWhatItDoesNotServe(String part, String reason, String message) {
    assertThatThrownBy(() -> plan(part))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason))
        .hasMessage(message);
  }

  private static MirrorPlan plan(String more) {
    return MirrorPlan.of(
        Yaml.read(
            """
            metadata: {name: m, namespace: ns}
            spec:
              replicas: 1
              %s
              target:
                alias: dr
                bootstrapServers: b:2
                groupId: g
                configStorageTopic: c
                offsetStorageTopic: o
                statusStorageTopic: s
                config: {offset.flush.interval.ms: 1000, group.id: mine, rest.port: 1}
              mirrors:
                - topicsPattern: t.*
                  source:
                    alias: prod
                    bootstrapServers: a:1
                    config: {max.poll.records: 5}
                    tls: {trustedCertificates: [{secretName: ca, certificate: ca.crt}]}
                    authentication:
                      type: scram-sha-512
                      username: reader
                      passwordSecret: {secretName: reader, password: password}
                  checkpointConnector: {}
                  sourceConnector: {tasksMax: 2, config: {replication.factor: 1}}
            """
                .formatted(more),
            KafkaMirrorMaker2.class),
        VERSIONS);
  }
}
