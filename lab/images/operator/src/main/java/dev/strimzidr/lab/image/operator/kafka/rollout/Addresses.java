package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.kafka.Advertised;
import io.strimzi.api.kafka.model.kafka.listener.ListenerStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a cluster can be reached, as far as others had to decide it.
 *
 * @param statuses what the status says of each listener
 * @param bootstrapNames names and addresses that every broker's certificate carries
 * @param brokerNames those that the certificate of one broker carries, by its id
 */
record Addresses(
    List<ListenerStatus> statuses,
    Set<String> bootstrapNames,
    Map<Integer, Set<String>> brokerNames,
    Advertised advertised) {}
