package dev.strimzidr.lab.image.operator.process;

import dev.strimzidr.lab.image.operator.kafka.Versions;
import dev.strimzidr.lab.image.operator.resource.ContainerImages;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The configuration of the cluster operator.
 *
 * @param namespace the only one that is watched
 * @param operatorNamespace where the operator itself runs
 * @param interval between reconciliations without a cause
 * @param operationTimeout how long one operation, such as getting a Pod ready, may take
 */
public record OperatorSettings(
    String namespace,
    String operatorNamespace,
    Duration interval,
    Duration operationTimeout,
    Versions versions,
    ContainerImages images,
    String topicOperatorImage,
    String userOperatorImage,
    boolean networkPolicies,
    boolean disruptionBudgets,
    boolean pkcs12) {
  public static final String VERSION = "1.2.0";
  private static final String OPERATOR_IMAGE = "quay.io/strimzi/operator:" + VERSION;

  public static OperatorSettings of(Environment environment) {
    List<LocalObjectReference> secrets =
        Arrays.stream(
                environment.value("STRIMZI_IMAGE_PULL_SECRETS").orElse("").split("[,\\s]+", -1))
            .filter(name -> !name.isEmpty())
            .map(LocalObjectReference::new)
            .toList();
    return new OperatorSettings(
        environment.required("STRIMZI_NAMESPACE"),
        environment.value("STRIMZI_OPERATOR_NAMESPACE").orElse(""),
        environment.milliseconds("STRIMZI_FULL_RECONCILIATION_INTERVAL_MS", Duration.ofMinutes(2)),
        environment.milliseconds("STRIMZI_OPERATION_TIMEOUT_MS", Duration.ofMinutes(5)),
        new Versions(
            environment.pairs("STRIMZI_KAFKA_IMAGES"),
            environment.pairs("STRIMZI_KAFKA_MIRROR_MAKER_2_IMAGES")),
        new ContainerImages(environment.value("STRIMZI_IMAGE_PULL_POLICY"), secrets),
        environment.value("STRIMZI_DEFAULT_TOPIC_OPERATOR_IMAGE").orElse(OPERATOR_IMAGE),
        environment.value("STRIMZI_DEFAULT_USER_OPERATOR_IMAGE").orElse(OPERATOR_IMAGE),
        environment.flag("STRIMZI_NETWORK_POLICY_GENERATION", true),
        environment.flag("STRIMZI_POD_DISRUPTION_BUDGET_GENERATION", true),
        environment.flag("STRIMZI_PKCS12_KEYSTORE_GENERATION", true));
  }
}
